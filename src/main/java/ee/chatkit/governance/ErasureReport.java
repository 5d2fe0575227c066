package ee.chatkit.governance;

import ee.chatkit.model.Caller;
import ee.chatkit.store.UserRecords.Counts;
import java.util.List;

/**
 * What an erasure has deleted.
 *
 * @param user whose records
 * @param isComplete whether nothing is left, except what is under legal hold
 * @param deleted how many records of each kind this call has deleted
 * @param kept how many are left
 * @param held the first threads and opportunities that holds have kept
 */
public record ErasureReport(Caller user, boolean isComplete, Counts deleted, Counts kept, List<HeldRecord> held) {
    /** The maximum number of {@link #held}. */
    public static final int MAX_HELD = 100;

    /**
     * What a legal hold has kept.
     *
     * @param isThread whether it is a thread, else it is an opportunity
     * @param id its id
     * @param holdId the hold, or one of them
     */
    public record HeldRecord(boolean isThread, String id, String holdId) {}

    public ErasureReport {
        held = List.copyOf(held);
    }
}
