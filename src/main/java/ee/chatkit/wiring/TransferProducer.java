package ee.chatkit.wiring;

import ee.chatkit.attachment.AttachmentFiles;
import ee.chatkit.attachment.AttachmentServices;
import ee.chatkit.http.resource.TransferLimiter;
import ee.chatkit.http.stream.ClientWatch;
import ee.chatkit.store.Archive;
import ee.chatkit.telemetry.Telemetry;
import ee.chatkit.transfer.Export;
import ee.chatkit.transfer.Import;
import ee.chatkit.transfer.Spool;
import ee.chatkit.wiring.server.Setting;
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
    static final String MAX_IMPORT_BYTES = "chatkit.import.max-bytes";

    @Produces
    @Singleton
    TransferLimiter transferLimiter(
            Config config,
            Archive archive,
            AttachmentServices attachments,
            AttachmentFiles files,
            ClientWatch clients,
            Telemetry telemetry) {
        return new TransferLimiter(
                new Export(archive.forDisplay(), attachments.contents(), Clock.systemUTC()),
                new Import(archive, attachments.contents(), Clock.systemUTC()),
                new Spool(Spool.TemporaryFiles.TEMPORARY_DIRECTORY, maxImportBytes(config)),
                files,
                clients,
                telemetry);
    }

    /** The largest file to import, after decompression. */
    static long maxImportBytes(Config config) {
        return Setting.bytes(config, MAX_IMPORT_BYTES, "1073741824");
    }

    /** Creates the bean at startup, so that an invalid setting fails the deployment. */
    void start(@Observes Startup startup, TransferLimiter transferLimiter) {}
}
