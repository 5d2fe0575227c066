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

/** Produces the beans of export and import. */
@Dependent
public class TransferProducer {
    @Produces
    @Singleton
    TransferLimiter transferLimiter(
            Config config, Archive archive, AttachmentServices attachments, AttachmentFiles files) {
        TransferSettings settings = TransferSettings.read(config);
        return new TransferLimiter(
                new Export(archive, attachments.contents(), Clock.systemUTC()),
                new Import(archive, attachments.contents()),
                new Spool(Spool.TemporaryFiles.TEMPORARY_DIRECTORY, settings.maxBytes()),
                files,
                settings.adminRole());
    }

    /** Creates the bean at startup, so that an invalid setting fails the deployment. */
    void start(@Observes Startup startup, TransferLimiter transferLimiter) {}
}
