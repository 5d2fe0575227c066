package ee.chatkit.http.resource;

import ee.chatkit.attachment.AttachmentFiles;
import ee.chatkit.http.RequestRejectedException;
import ee.chatkit.http.stream.ClientWatch;
import ee.chatkit.model.Caller;
import ee.chatkit.protocol.json.ProblemType;
import ee.chatkit.telemetry.Telemetry;
import ee.chatkit.transfer.Export;
import ee.chatkit.transfer.Import;
import ee.chatkit.transfer.ImportPolicy;
import ee.chatkit.transfer.ProgressListener;
import ee.chatkit.transfer.Spool;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Export and import. Each holds a database connection, so the number of concurrent ones of all callers is limited, and
 * one whose client does not read is ended.
 */
public final class TransferLimiter {
    private static final int MAX_CONCURRENT = 2;

    private final Export exports;
    private final Import imports;
    private final Spool spool;
    private final AttachmentFiles files;
    private final ClientWatch clients;
    private final Telemetry telemetry;
    private final Semaphore permits = new Semaphore(MAX_CONCURRENT);

    /**
     * Without exports or imports that run.
     *
     * @param spool stores uploaded files
     * @param files decides which attachments callers without the administrator role may import
     * @param clients ends responses whose clients do not read
     * @param telemetry counts what is exported and imported
     */
    public TransferLimiter(
            Export exports,
            Import imports,
            Spool spool,
            AttachmentFiles files,
            ClientWatch clients,
            Telemetry telemetry) {
        this.telemetry = telemetry;
        this.exports = exports;
        this.imports = imports;
        this.spool = spool;
        this.files = files;
        this.clients = clients;
    }

    Export exports() {
        return exports;
    }

    Import imports() {
        return imports;
    }

    /** Counts what one export writes. */
    ProgressListener exportProgress() {
        return TransferTelemetry.ofExport(telemetry);
    }

    /** Counts what one import reads. */
    ProgressListener importProgress() {
        return TransferTelemetry.ofImport(telemetry);
    }

    Spool spool() {
        return spool;
    }

    ClientWatch clients() {
        return clients;
    }

    ImportPolicy importPolicy(Caller caller, boolean admin, boolean guessableIds) {
        return admin
                ? ImportPolicy.UNRESTRICTED
                : ImportPolicy.of(
                        caller,
                        guessableIds,
                        (attachment, length) -> files.rejectionReason(attachment, length == null ? 0 : length)
                                .orElse(null));
    }

    /**
     * Acquires a permit without waiting.
     *
     * @throws RequestRejectedException if all are in use
     */
    Permit acquire() {
        if (!permits.tryAcquire()) {
            throw new RequestRejectedException(
                    ProblemType.BUSY,
                    "Too many concurrent imports or exports: at most " + MAX_CONCURRENT + " run at a time");
        }
        return new Permit(permits, new AtomicBoolean());
    }

    /** A permit for one export or import. Closing it is idempotent. */
    record Permit(Semaphore permits, AtomicBoolean released) implements AutoCloseable {
        @Override
        public void close() {
            if (released.compareAndSet(false, true)) {
                permits.release();
            }
        }
    }
}
