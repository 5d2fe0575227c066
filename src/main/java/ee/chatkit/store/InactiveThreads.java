package ee.chatkit.store;

import ee.chatkit.model.Caller;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Threads of all users that have been without activity for a time. It does not check the caller.
 *
 * <p>JTA transactions, blocking and failures are as specified by {@link Store}; it is not meant for use inside transactions.
 */
public interface InactiveThreads {
    /** The most threads that {@link #scan} looks at, and that {@link #delete} deletes. */
    int MAX_SCANNED = 1000;

    /**
     * A thread whose time is over.
     *
     * @param id its id
     * @param owner its owner
     * @param opportunityId its opportunity; null if it has none
     * @param updatedAt the time of its latest activity
     * @param cutoff the time before which that must be for it to be deleted
     * @param holdId the legal hold that keeps it, or one of them; null if there is none
     */
    record InactiveThread(
            String id,
            Caller owner,
            @Nullable String opportunityId,
            Instant updatedAt,
            Instant cutoff,
            @Nullable String holdId) {}

    /**
     * What a scan has found.
     *
     * @param inactive in the order of their ids
     * @param scanned the number of threads that were looked at
     * @param last the id of the last of them; null if there were none
     */
    record Scan(
            List<InactiveThread> inactive,
            int scanned,
            @Nullable String last) {
        public Scan {
            inactive = List.copyOf(inactive);
        }
    }

    /**
     * Looks for inactive threads among those that follow a thread, in the order of their ids.
     *
     * @param now from which the retention periods of opportunities are counted back
     * @param cutoff the time of threads whose opportunity has no period of its own; null to keep those
     * @param after the id of the thread after which to begin; empty to begin with the first
     * @param limit the number of threads to look at, up to {@value #MAX_SCANNED}
     */
    Scan scan(Instant now, @Nullable Instant cutoff, String after, int limit);

    /** Whether any opportunity has a retention period of its own. */
    boolean hasOpportunityPeriods();

    /**
     * Deletes threads with all that is in them: those that have still been without activity since before their cutoff, and are not
     * under legal hold. All of them or none; by one node at a time.
     *
     * @return the number of deleted threads; empty if another node is deleting threads
     * @throws HeldException if a hold is placed at this moment; nothing is deleted
     */
    OptionalInt delete(List<InactiveThread> threads);
}
