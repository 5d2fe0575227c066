package ee.chatkit.wiring;

import ee.chatkit.store.SearchIndex;
import ee.chatkit.store.SearchIndex.IndexRun;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/**
 * Keeps the index of searches up to date, in small runs with pauses, and reports how much is missing. Of several nodes one indexes at a
 * time. Used by one thread, apart from {@link #unindexedThreads} and {@link #stop}.
 */
final class SearchIndexer {
    private static final System.Logger LOG = System.getLogger(SearchIndexer.class.getName());

    /** About how many items a run has. */
    private static final int BATCH = 500;

    /** Fewer are what is being written, which is not worth a line in the log. */
    private static final long MANY_THREADS = 100;

    private static final long MAX_COUNTED = 1_000_000;
    private static final long REPORT_INTERVAL = Duration.ofSeconds(30).toNanos();

    private final SearchIndex index;
    private final int itemsPerSecond;
    private volatile boolean stopped;
    private volatile long unindexed = -1;
    private boolean behind;
    private long indexed;
    private long lastReport = System.nanoTime() - REPORT_INTERVAL;

    /** @param itemsPerSecond at most so many are indexed by this node */
    SearchIndexer(SearchIndex index, int itemsPerSecond) {
        this.index = index;
        this.itemsPerSecond = itemsPerSecond;
    }

    /** The number of threads of which something was missing lately; empty before that is known. */
    OptionalLong unindexedThreads() {
        return unindexed < 0 ? OptionalLong.empty() : OptionalLong.of(unindexed);
    }

    /** Indexes until nothing is missing, or another node does so. */
    void run() throws InterruptedException {
        IndexRun run;
        do {
            reportAtTimes();
            long begin = System.nanoTime();
            run = index.indexNext(Math.min(BATCH, itemsPerSecond));
            indexed += run.items();
            pause(begin, run.items());
        } while (run.hasMore() && !stopped);
    }

    private void pause(long begin, int items) throws InterruptedException {
        long due = begin + items * TimeUnit.SECONDS.toNanos(1) / itemsPerSecond;
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
    }

    private void reportAtTimes() {
        long now = System.nanoTime();
        if (now - lastReport < REPORT_INTERVAL) {
            return;
        }
        lastReport = now;
        unindexed = index.countUnindexed(MAX_COUNTED);
        if (unindexed >= MANY_THREADS) {
            behind = true;
            LOG.log(
                    Level.INFO,
                    "Search index: {0} threads are not indexed yet, this node has indexed {1} items and titles. Older"
                            + " messages may not be found until all are.",
                    String.valueOf(unindexed),
                    String.valueOf(indexed));
        } else if (behind) {
            behind = false;
            LOG.log(Level.INFO, "Search index: up to date.");
        }
    }

    /** Ends after the present run. */
    void stop() {
        stopped = true;
    }
}
