package ee.chatkit.limits;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.Caller;
import ee.chatkit.store.UsageStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Stored quotas with a clock and a store of the test. */
class StoredQuotasTest {
    private static final Caller ANN = new Caller("ann");

    private final AtomicLong now = new AtomicLong(-1000);
    private final List<Limit> exceeded = new ArrayList<>();
    private long stored;
    private int counts;

    private final UsageStore store = new UsageStore() {
        @Override
        public long countThreads(Caller caller, long max) {
            counts++;
            return Math.min(stored, max);
        }

        @Override
        public long attachmentBytes(Caller caller) {
            counts++;
            return stored;
        }
    };

    private final StoredQuotas quotas =
            new StoredQuotas(new LimitSettings(0, 0, 0, 0, 0, 0, 100, 1000, 0), store, exceeded::add, now::get);

    @Test
    void addThread_farFromTheLimit_countsOnceAMinute() {
        for (int n = 0; n < 50; n++) {
            add();
        }
        assertEquals(1, counts);
        pass(Duration.ofSeconds(61));
        add();
        assertEquals(2, counts);
    }

    @Test
    void addThread_rejectsWhatExceedsTheLimit() {
        for (int n = 0; n < 100; n++) {
            add();
        }
        LimitExceededException rejected = assertThrows(LimitExceededException.class, () -> quotas.addThread(ANN));
        assertEquals(Limit.THREADS, rejected.limit());
        assertEquals(100, rejected.value());
        assertEquals(3600, rejected.retryAfterSeconds());
        assertEquals(List.of(Limit.THREADS), exceeded);
        stored = 0;
        assertDoesNotThrow(() -> quotas.addThread(new Caller("bob")));
    }

    @Test
    void addThread_nearTheLimit_noticesOtherNodesWithinASecond() {
        stored = 92;
        add();
        stored = 100; // another node
        pass(Duration.ofMillis(1001));
        assertThrows(LimitExceededException.class, () -> quotas.addThread(ANN));
    }

    @Test
    void rejections_countOnceASecond() {
        stored = 100;
        for (int n = 0; n < 50; n++) {
            assertThrows(LimitExceededException.class, () -> quotas.addThread(ANN));
        }
        assertEquals(1, counts);
    }

    @Test
    void deleted_makesRoomAtOnce() {
        stored = 100;
        assertThrows(LimitExceededException.class, () -> quotas.addThread(ANN));
        stored = 99;
        quotas.deleted(ANN);
        assertDoesNotThrow(() -> quotas.addThread(ANN));
        assertThrows(LimitExceededException.class, () -> quotas.addThread(ANN));
    }

    @Test
    void deleted_farFromTheLimit_needsNoCount() {
        add();
        quotas.deleted(ANN);
        add();
        assertEquals(1, counts);
    }

    @Test
    void addAttachment_rejectsWhatDoesNotFit() {
        quotas.addAttachment(ANN, 700);
        stored = 700;
        LimitExceededException rejected =
                assertThrows(LimitExceededException.class, () -> quotas.addAttachment(ANN, 301));
        assertEquals(Limit.ATTACHMENT_BYTES, rejected.limit());
        assertEquals(300, rejected.remaining());
        assertDoesNotThrow(() -> quotas.addAttachment(ANN, 300));
        assertThrows(LimitExceededException.class, () -> quotas.addAttachment(ANN, 0), "of unknown size");
    }

    @Test
    void addAttachment_ofTheLargestSize_doesNotOverflow() {
        stored = Long.MAX_VALUE;
        assertThrows(LimitExceededException.class, () -> quotas.addAttachment(ANN, Long.MAX_VALUE));
        stored = 0;
        pass(Duration.ofMinutes(2));
        assertThrows(LimitExceededException.class, () -> quotas.addAttachment(ANN, Long.MAX_VALUE));
    }

    @Test
    void unlimited_countsNothing() {
        var unlimited = new StoredQuotas(LimitSettings.UNLIMITED, store, exceeded::add);
        unlimited.addThread(ANN);
        unlimited.addAttachment(ANN, Long.MAX_VALUE);
        unlimited.deleted(ANN);
        assertEquals(0, counts);
    }

    @Test
    void rememberedCounts_areBounded() {
        for (int n = 0; n < 3 * StoredQuotas.MAX_CALLERS; n++) {
            quotas.addThread(new Caller("user-" + n));
        }
        assertTrue(quotas.rememberedCounts() <= StoredQuotas.MAX_CALLERS);
    }

    private void add() {
        quotas.addThread(ANN);
        stored++;
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
