package ee.chatkit.governance;

import ee.chatkit.store.InactiveThreads.InactiveThread;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What retention has deleted or, in a dry run, would delete.
 *
 * @param inactiveDays the period of threads whose opportunity has none of its own; 0 for none
 * @param scanned how many threads were looked at
 * @param deleted how many were deleted, or would be
 * @param held how many were not, because they are under legal hold
 * @param threads the first of both
 * @param after the id of the thread after which to go on; null if all were looked at
 */
public record RetentionReport(
        int inactiveDays,
        long scanned,
        long deleted,
        long held,
        List<InactiveThread> threads,
        @Nullable String after) {
    /** The maximum number of {@link #threads}. */
    public static final int MAX_THREADS = 100;

    public RetentionReport {
        threads = List.copyOf(threads);
    }
}
