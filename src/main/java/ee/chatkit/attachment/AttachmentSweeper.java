package ee.chatkit.attachment;

import ee.chatkit.store.AttachmentMaintenance.OwnedId;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Removes what nobody will ever send: attachments that are in no thread after some time, with their bytes, and uploads
 * that were cut by the end of a server. Several nodes may do it at the same time.
 */
public final class AttachmentSweeper {
    private static final System.Logger LOG = System.getLogger(AttachmentSweeper.class.getName());
    private static final int BATCH = 100;

    /** What is left after these is for the next time. */
    private static final int BATCHES = 100;

    private static final Duration LONGEST_UPLOAD = Duration.ofDays(1);

    private final AttachmentServices services;

    public AttachmentSweeper(AttachmentServices services) {
        this.services = services;
    }

    /** Sweeps once, in small steps. */
    public void run() {
        AttachmentPolicy rules = services.policy();
        Instant now = services.clock().instant();
        int unsent = rules.sweepsUnsent() ? unsent(now.minus(rules.sweepAge())) : 0;
        int unfinished = unfinished(now.minus(LONGEST_UPLOAD));
        if (unsent + unfinished > 0) {
            LOG.log(
                    Level.INFO,
                    "Swept {0} attachments that were never sent, and {1} unfinished uploads.",
                    unsent,
                    unfinished);
        }
    }

    private int unsent(Instant createdBefore) {
        int swept = 0;
        for (int batch = 0; batch < BATCHES; batch++) {
            List<OwnedId> deleted = services.maintenance().deleteUnsent(createdBefore, BATCH);
            deleted.forEach(id -> services.contents().delete(id.owner(), id.attachmentId()));
            swept += deleted.size();
            if (deleted.size() < BATCH) {
                break;
            }
        }
        return swept;
    }

    private int unfinished(Instant begunBefore) {
        int swept = 0;
        for (int batch = 0; batch < BATCHES; batch++) {
            int removed = services.contents().sweep(begunBefore, BATCH);
            swept += removed;
            if (removed < BATCH) {
                break;
            }
        }
        return swept;
    }
}
