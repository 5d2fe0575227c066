package ee.chatkit.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.store.SearchIndex;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class SearchIndexerTest {
    /** An index of which some items are missing. */
    private static final class MissingItems implements SearchIndex {
        private int missing;
        private int runs;
        private Runnable afterRun = () -> {};

        MissingItems(int missing) {
            this.missing = missing;
        }

        @Override
        public IndexRun indexNext(int limit) {
            int items = Math.min(limit, missing);
            missing -= items;
            runs++;
            afterRun.run();
            return new IndexRun(items, missing > 0, false);
        }

        @Override
        public long countUnindexed(long max) {
            return missing;
        }
    }

    @Test
    void run_indexesInRunsUntilNothingIsMissing() throws InterruptedException {
        var index = new MissingItems(1_700);
        var indexer = new SearchIndexer(index, 1_000_000);
        assertEquals(OptionalLong.empty(), indexer.unindexedThreads());
        indexer.run();
        assertEquals(0, index.missing);
        assertEquals(4, index.runs);
        assertEquals(OptionalLong.of(1_700), indexer.unindexedThreads());
    }

    @Test
    void run_isNoFasterThanConfigured() throws InterruptedException {
        long begin = System.nanoTime();
        new SearchIndexer(new MissingItems(300), 1_000).run();
        assertTrue(System.nanoTime() - begin >= Duration.ofMillis(300).toNanos());
    }

    @Test
    void stop_endsAfterTheRun() throws InterruptedException {
        var index = new MissingItems(10_000);
        var indexer = new SearchIndexer(index, 1_000_000);
        index.afterRun = indexer::stop;
        indexer.run();
        assertEquals(1, index.runs);
    }
}
