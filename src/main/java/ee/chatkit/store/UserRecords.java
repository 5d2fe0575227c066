package ee.chatkit.store;

import ee.chatkit.model.Caller;
import java.util.List;

/**
 * All records of one user, for their erasure. Ownership, atomicity, JTA transactions, blocking and failures are as specified by
 * {@link Store}.
 */
public interface UserRecords {
    /** How many records of each kind a user has. */
    record Counts(
            long opportunities,
            long threads,
            long items,
            long feedback,
            long attachments,
            long turns,
            long idempotencyKeys,
            long activeSelections) {
        /** What is in these counts and not in others. */
        public Counts minus(Counts other) {
            return new Counts(
                    opportunities - other.opportunities,
                    threads - other.threads,
                    items - other.items,
                    feedback - other.feedback,
                    attachments - other.attachments,
                    turns - other.turns,
                    idempotencyKeys - other.idempotencyKeys,
                    activeSelections - other.activeSelections);
        }
    }

    /** Counts the records of a user; takes time in proportion to them. */
    Counts count(Caller user);

    /** The ids of the attachments of a thread of the user. */
    List<String> attachmentsOf(Caller user, String threadId);

    /**
     * Deletes what the deletion of all threads and opportunities of a user leaves: attachments that were not sent, turns, the
     * selection of an active opportunity, idempotency keys with their answers, and in an adopted schema what was kept of threads
     * that are gone. What is left twice is deleted once.
     *
     * @return the ids of the deleted attachments
     */
    List<String> deleteRemains(Caller user);
}
