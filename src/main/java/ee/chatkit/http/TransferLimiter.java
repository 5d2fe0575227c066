package ee.chatkit.http;

import ee.chatkit.attachment.AttachmentFiles;
import ee.chatkit.transfer.Export;
import ee.chatkit.transfer.Import;
import ee.chatkit.transfer.ImportPolicy;
import ee.chatkit.transfer.Spool;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** What exports and imports need. Each holds a connection, so there are a few at a time only, of all callers together. */
public final class TransferLimiter {
    private static final int AT_A_TIME = 2;

    private final Export exports;
    private final Import imports;
    private final Spool spool;
    private final AttachmentFiles files;
    private final String adminRole;
    private final Semaphore places = new Semaphore(AT_A_TIME);

    /**
     * None yet.
     *
     * @param spool keeps the files that come in
     * @param adminRole who has it may move what belongs to others
     */
    public TransferLimiter(Export exports, Import imports, Spool spool, AttachmentFiles files, String adminRole) {
        this.exports = exports;
        this.imports = imports;
        this.spool = spool;
        this.files = files;
        this.adminRole = adminRole;
    }

    Export exports() {
        return exports;
    }

    Import imports() {
        return imports;
    }

    Spool spool() {
        return spool;
    }

    boolean isAdmin(RequestParameters requestParameters) {
        return requestParameters.isInRole(adminRole);
    }

    ImportPolicy rights(RequestParameters requestParameters) {
        return isAdmin(requestParameters)
                ? ImportPolicy.UNRESTRICTED
                : ImportPolicy.of(
                        requestParameters.caller(),
                        (attachment, length) -> files.rejectionReason(attachment, length == null ? 0 : length)
                                .orElse(null));
    }

    /** A place among those who are served. To be closed by whoever has it, once or more often. */
    Permit takePlace() {
        if (!places.tryAcquire()) {
            throw new RequestRejectedException(
                    ProblemType.BUSY,
                    "Too many concurrent imports or exports: at most " + AT_A_TIME + " run at a time");
        }
        return new Permit(places, new AtomicBoolean());
    }

    /** Leaving it lets somebody else in. */
    record Permit(Semaphore places, AtomicBoolean left) implements AutoCloseable {
        @Override
        public void close() {
            if (left.compareAndSet(false, true)) {
                places.release();
            }
        }
    }
}
