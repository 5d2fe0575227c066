package ee.chatkit.governance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ee.chatkit.model.AuditEntry;
import ee.chatkit.model.AuditOutcome;
import ee.chatkit.model.AuditRecord;
import ee.chatkit.model.Caller;
import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.store.AuditLog;
import ee.chatkit.store.AuditVerifier;
import ee.chatkit.store.UnavailableException;
import ee.chatkit.store.contract.MutableClock;
import ee.chatkit.store.memory.MemoryStore;
import ee.chatkit.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is recorded of refusals, and for how long. */
class AuditTrailTest {
    private final MutableClock clock = new MutableClock();
    private final AuditLog log = new MemoryStore(clock).auditLog();
    private final AuditTrail trail = new AuditTrail(log);

    private static AuditEntry rejection(String address) {
        return new AuditEntry(null, address, "sign-in", "request", null, AuditOutcome.REFUSED, Map.of());
    }

    private List<AuditEntry> entries() {
        return log.list(AuditLog.Filter.ALL, PageRequest.first(1000, SortOrder.ASC)).data().stream()
                .map(AuditRecord::entry)
                .toList();
    }

    @Test
    void rejectedRequests_areRecordedByTheNextFlushAndLimited() {
        for (int n = 0; n < 100; n++) {
            trail.rejectRequest(rejection("192.0.2.1"));
        }
        trail.rejectRequest(rejection("192.0.2.2"));
        assertEquals(List.of(), entries());
        trail.flush();
        trail.flush();
        assertEquals(6, entries().size());
        assertEquals("192.0.2.2", entries().getLast().origin());
        assertEquals(Map.of("omitted", "95"), entries().getLast().details());
    }

    @Test
    void rejectedRequestsOfManyAddresses_areLimitedInAll() {
        IntStream.range(0, 1000).forEach(n -> trail.rejectRequest(rejection("address-" + n)));
        trail.flush();
        assertEquals(30, entries().size());
    }

    @Test
    void floodWithoutLogin_leavesRoomForTheRejectionsOfUsers() {
        IntStream.range(0, 1000).forEach(n -> trail.rejectRequest(rejection("192.0.2.1")));
        var ada = new Caller("ada", "192.0.2.1");
        trail.rejectRequest(AuditEntry.of(ada, "access", "request", null, AuditOutcome.REFUSED));
        trail.flush();
        assertEquals("ada", entries().getLast().actor());
    }

    @Test
    void refusedDeletions_areRecordedAtOnceAndLimitedByUser() {
        var ada = new Caller("ada", "192.0.2.7");
        var entry = AuditEntry.of(ada, "thread.delete", "thread", "thr_1", AuditOutcome.REFUSED);
        IntStream.range(0, 100).forEach(n -> trail.refuseDeletion(entry));
        assertEquals(30, entries().size());
        assertEquals(entry, entries().getFirst());
    }

    @Test
    void budget_beginsAnewEachMinute() {
        var budget = new RefusalBudget(1, 2, 0);
        assertEquals(OptionalLong.of(0), budget.take("a", 0));
        assertEquals(OptionalLong.empty(), budget.take("a", 1));
        assertEquals(OptionalLong.of(1), budget.take("b", 2));
        assertEquals(OptionalLong.empty(), budget.take("c", 3));
        assertEquals(OptionalLong.of(1), budget.take("c", Duration.ofMinutes(1).toNanos()));
    }

    @Test
    void unavailableLog_stopsWhatBeginsAndNothingElse() {
        var broken = new AuditTrail(new BrokenLog());
        assertThrows(UnavailableException.class, () -> broken.record(rejection("192.0.2.1")));
        broken.recordEnd(rejection("192.0.2.1"));
        broken.refuseDeletion(rejection("192.0.2.1"));
        broken.rejectRequest(rejection("192.0.2.1"));
        assertThrows(UnavailableException.class, broken::flush);
    }

    @Test
    void retention_removesWhatIsOlder() {
        trail.record(rejection("192.0.2.1"));
        clock.advance(Duration.ofDays(10));
        trail.record(rejection("192.0.2.2"));
        new AuditRetention(log, Duration.ZERO, clock, Telemetry.off()).run();
        assertEquals(2, entries().size());
        new AuditRetention(log, Duration.ofDays(9), clock, Telemetry.off()).run();
        assertEquals(
                List.of("sign-in", "audit.expire"),
                entries().stream().map(AuditEntry::action).toList());
        assertEquals(Optional.empty(), new AuditVerifier(log).verify(n -> {}).finding());
        assertFalse(entries().getFirst().origin().equals("192.0.2.1"));
    }

    private static final class BrokenLog implements AuditLog {
        @Override
        public void record(AuditEntry entry) {
            throw new UnavailableException("away");
        }

        @Override
        public Page<AuditRecord> list(Filter filter, PageRequest page) {
            throw new UnavailableException("away");
        }

        @Override
        public Chain chain() {
            throw new UnavailableException("away");
        }

        @Override
        public int removeBefore(Instant before, int limit) {
            throw new UnavailableException("away");
        }
    }
}
