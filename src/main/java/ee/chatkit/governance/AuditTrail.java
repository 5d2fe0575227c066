package ee.chatkit.governance;

import ee.chatkit.model.AuditEntry;
import ee.chatkit.store.AuditLog;
import ee.chatkit.store.UnavailableException;
import java.lang.System.Logger.Level;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * What the server records in the audit log beside that which the stores record themselves.
 *
 * <p>An act that takes effect elsewhere, such as an export, is recorded before it begins, and does not begin if that fails: {@link
 * #record}. How it ended, and refusals, change nothing, so a failure to record them is logged only.
 *
 * <p>Refusals are limited, so that nobody can fill the log, or keep the database busy: requests without accepted credentials, which
 * anyone can send, to 5 a minute for each address and 30 in all; what users are refused to 30 a minute for each user and 300 in all;
 * on each node. So who has no login cannot prevent that a user's refusals are recorded. The next one that is recorded tells how many were left out. Rejected requests are recorded within a second by
 * {@link #flush}, not on the thread of the request, which they would delay while the database is unavailable.
 */
public final class AuditTrail {
    private static final System.Logger LOG = System.getLogger(AuditTrail.class.getName());
    private static final int QUEUE = 100;
    private static final String OMITTED = "omitted";

    private final AuditLog log;
    private final RefusalBudget ofAddresses = new RefusalBudget(5, 30, System.nanoTime());
    private final RefusalBudget ofUsers = new RefusalBudget(30, 300, System.nanoTime());
    private final BlockingQueue<AuditEntry> queue = new ArrayBlockingQueue<>(QUEUE);

    /** Records in this log. */
    public AuditTrail(AuditLog log) {
        this.log = log;
    }

    /**
     * Records an act before it takes effect.
     *
     * @throws ee.chatkit.store.UnavailableException if it cannot be recorded, and must not take effect
     */
    public void record(AuditEntry entry) {
        log.record(entry);
    }

    /** Records how an act ended that was recorded when it began. */
    public void recordEnd(AuditEntry entry) {
        try {
            log.record(entry);
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "Audit log: {0} {1} is not recorded: {2}",
                    entry.action(),
                    entry.outcome(),
                    e.getMessage());
        }
    }

    /** Records a deletion that was refused, in a transaction of its own, within the limits. */
    public void refuseDeletion(AuditEntry entry) {
        OptionalLong omitted = ofUsers.take(String.valueOf(entry.actor()), System.nanoTime());
        if (omitted.isPresent()) {
            recordEnd(withOmitted(entry, omitted.getAsLong()));
        }
    }

    /** Records a request that was rejected, soon and within the limits. */
    public void rejectRequest(AuditEntry entry) {
        String actor = entry.actor();
        OptionalLong omitted = actor == null
                ? ofAddresses.take(entry.origin(), System.nanoTime())
                : ofUsers.take(actor, System.nanoTime());
        if (omitted.isPresent() && !queue.offer(withOmitted(entry, omitted.getAsLong()))) {
            LOG.log(Level.WARNING, "Audit log: a rejected request is not recorded, {0} others wait.", QUEUE);
        }
    }

    private static AuditEntry withOmitted(AuditEntry entry, long omitted) {
        return omitted == 0 ? entry : entry.with(OMITTED, omitted);
    }

    /** Records the requests that were rejected since the last call. Those that cannot be recorded are tried again by the next call. */
    public void flush() {
        AuditEntry next = queue.peek();
        while (next != null) {
            try {
                log.record(next);
            } catch (UnavailableException e) {
                throw e;
            } catch (RuntimeException e) {
                queue.poll(); // must not stop the others
                throw e;
            }
            queue.poll();
            next = queue.peek();
        }
    }
}
