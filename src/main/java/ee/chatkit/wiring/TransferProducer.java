package ee.chatkit.wiring;

import ee.chatkit.attachment.AttachmentFiles;
import ee.chatkit.attachment.AttachmentServices;
import ee.chatkit.http.TransferLimiter;
import ee.chatkit.store.Archive;
import ee.chatkit.transfer.Export;
import ee.chatkit.transfer.Import;
import ee.chatkit.transfer.Spool;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.eclipse.microprofile.config.Config;

/** Builds what moving in and out needs. */
@Dependent
public class TransferProducer {
    @Produces
    @Singleton
    TransferLimiter transfers(Config config, Archive archive, AttachmentServices attachments, AttachmentFiles files) {
        TransferSettings settings = TransferSettings.read(config);
        return new TransferLimiter(
                new Export(archive, attachments.contents(), Clock.systemUTC()),
                new Import(archive, attachments.contents()),
                new Spool(Spool.TemporaryFiles.TEMPORARY_DIRECTORY, settings.maxBytes()),
                files,
                settings.adminRole());
    }

    /** Asks for them, so that a setting that makes no sense stops the start. */
    void begin(@Observes Startup startup, TransferLimiter transferLimiter) {}
}
