package ee.chatkit.attachment;

import ee.chatkit.store.AttachmentMaintenance.OwnedId;
import ee.chatkit.telemetry.Metric;
import ee.chatkit.telemetry.Telemetry;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * Deletes attachments that were not sent in a thread within their retention, and uploads that a server did not complete
 * before it ended. Works in batches of {@value #BATCH}; several nodes may run it concurrently.
 */
public final class AttachmentSweeper {
    private static final System.Logger LOG = System.getLogger(AttachmentSweeper.class.getName());
    private static final int BATCH = 100;

    /** The limit of one run; the next one continues. */
    private static final int BATCHES = 100;

    private static final Duration LONGEST_UPLOAD = Duration.ofDays(1);

    private final AttachmentServices services;
    private final Telemetry telemetry;

    /** Without telemetry. */
    public AttachmentSweeper(AttachmentServices services) {
        this(services, Telemetry.off());
    }

    /**
     * Creates a sweeper.
     *
     * @param telemetry records how many were deleted
     */
    public AttachmentSweeper(AttachmentServices services, Telemetry telemetry) {
        this.telemetry = telemetry;
        this.services = services;
    }

    /** Deletes what is due. Blocks for one statement per batch. */
    public void run() {
        AttachmentPolicy policy = services.policy();
        Instant now = services.clock().instant();
        Instant createdBefore = now.minus(policy.sweepAge());
        Instant begunBefore = now.minus(LONGEST_UPLOAD);
        int unsent = policy.sweepsUnsent() ? repeat(() -> deleteUnsent(createdBefore)) : 0;
        int unfinished = repeat(() -> services.contents().sweep(begunBefore, BATCH));
        telemetry.add(Metric.SWEPT_ROWS, unsent, "unsent_attachments");
        telemetry.add(Metric.SWEPT_ROWS, unfinished, "unfinished_uploads");
        if (unsent + unfinished > 0) {
            LOG.log(Level.INFO, "Deleted {0} unsent attachments and {1} unfinished uploads.", unsent, unfinished);
        }
    }

    private int deleteUnsent(Instant createdBefore) {
        List<OwnedId> deleted = services.maintenance().deleteUnsent(createdBefore, BATCH);
        deleted.forEach(id -> services.contents().delete(id.owner(), id.attachmentId()));
        return deleted.size();
    }

    /** Repeats until a batch is not full. */
    private static int repeat(IntSupplier batch) {
        int total = 0;
        for (int n = 0; n < BATCHES; n++) {
            int deleted = batch.getAsInt();
            total += deleted;
            if (deleted < BATCH) {
                break;
            }
        }
        return total;
    }
}
