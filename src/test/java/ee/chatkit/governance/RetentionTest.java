package ee.chatkit.governance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.LegalHold;
import ee.chatkit.model.OpportunityDetails;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.store.InactiveThreads;
import ee.chatkit.store.memory.MemoryStore;
import ee.chatkit.telemetry.Telemetry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetentionTest {
    private static final Caller ADA = new Caller("ada");
    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");

    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final MemoryStore store = new MemoryStore(clock);
    private int pauses;

    @Test
    void run_deletesInBatchesWithPauses() {
        for (int i = 0; i < 45; i++) {
            addThread("thr_" + i, 31);
        }
        addThread("thr_recent", 29);
        RetentionReport report = retention(30, store.inactiveThreads()).run();
        assertEquals(45, report.deleted());
        assertEquals(46, report.scanned());
        assertEquals(3, pauses);
        assertEquals(List.of("thr_recent"), threads());
    }

    @Test
    void dryRun_reportsAndDeletesNothing() {
        addThread("thr_a", 31);
        addThread("thr_b", 31);
        store.legalHolds().place(new Caller("records"), new LegalHold("hld_1", "thr_b", null, "R", "records", NOW));
        RetentionReport report = retention(30, store.inactiveThreads()).dryRun(null);
        assertEquals(1, report.deleted());
        assertEquals(1, report.held());
        assertEquals(2, report.threads().size());
        assertEquals("hld_1", report.threads().getLast().holdId());
        assertNull(report.after());
        assertEquals(2, threads().size());
        assertEquals(1, retention(30, store.inactiveThreads()).dryRun("thr_a").scanned());
    }

    @Test
    void heldThread_isDeletedAfterTheHold() {
        addThread("thr_a", 31);
        store.legalHolds().place(new Caller("records"), new LegalHold("hld_1", "thr_a", null, "R", "records", NOW));
        assertEquals(1, retention(30, store.inactiveThreads()).run().held());
        assertEquals(1, threads().size());
        store.legalHolds().lift(new Caller("records"), "hld_1");
        assertEquals(1, retention(30, store.inactiveThreads()).run().deleted());
        assertEquals(List.of(), threads());
    }

    @Test
    void withoutGeneralPeriod_thatOfOpportunitiesCounts() {
        store.opportunities().createOpportunity(ADA, "opp_1", OpportunityDetails.named("N"));
        store.addThread(
                ADA, ChatThread.create("thr_in", NOW.minus(Duration.ofDays(8))).withOpportunityId("opp_1"));
        addThread("thr_out", 1000);
        assertEquals(0, retention(0, store.inactiveThreads()).run().scanned());
        store.opportunities().updateOpportunity(ADA, "opp_1", old -> old.withRetentionDays(7));
        assertEquals(1, retention(0, store.inactiveThreads()).run().deleted());
        assertEquals(List.of("thr_out"), threads());
    }

    @Test
    void run_endsWhenAnotherNodeDeletes() {
        for (int i = 0; i < 45; i++) {
            addThread("thr_" + i, 31);
        }
        RetentionReport report =
                retention(30, new OtherNode(store.inactiveThreads())).run();
        assertEquals(0, report.deleted());
        assertEquals(45, threads().size());
        assertTrue(pauses == 0);
    }

    private Retention retention(int days, InactiveThreads threads) {
        return new Retention(
                threads, new RetentionSettings(days, Duration.ofHours(24)), clock, Telemetry.off(), () -> pauses++);
    }

    private void addThread(String id, int daysAgo) {
        store.addThread(ADA, ChatThread.create(id, NOW.minus(Duration.ofDays(daysAgo))));
    }

    private List<String> threads() {
        return store.listThreads(ADA, PageRequest.first(100, SortOrder.ASC)).data().stream()
                .map(ChatThread::id)
                .toList();
    }

    /** Has the lock. */
    private record OtherNode(InactiveThreads threads) implements InactiveThreads {
        @Override
        public Scan scan(Instant now, @Nullable Instant cutoff, String after, int limit) {
            return threads.scan(now, cutoff, after, limit);
        }

        @Override
        public boolean hasOpportunityPeriods() {
            return threads.hasOpportunityPeriods();
        }

        @Override
        public OptionalInt delete(List<InactiveThread> inactive) {
            return OptionalInt.empty();
        }
    }
}
