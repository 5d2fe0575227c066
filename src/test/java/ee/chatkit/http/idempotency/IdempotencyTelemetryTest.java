package ee.chatkit.http.idempotency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ee.chatkit.http.RequestRejectedException;
import ee.chatkit.http.idempotency.IdempotentRequests.Admission;
import ee.chatkit.model.Caller;
import ee.chatkit.store.RecordedAnswer;
import ee.chatkit.store.contract.MutableClock;
import ee.chatkit.store.memory.MemoryStore;
import ee.chatkit.telemetry.Metric;
import ee.chatkit.telemetry.RecordingTelemetry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests with an idempotency key as metrics. */
class IdempotencyTelemetryTest {
    private static final Caller ANN = new Caller("ann");

    private final RecordingTelemetry telemetry = new RecordingTelemetry();
    private final MutableClock clock = new MutableClock();
    private final MemoryStore store = new MemoryStore(clock, 1_000_000);
    private final IdempotentRequests requests = new IdempotentRequests(
            store.idempotencyKeys(),
            new IdempotencySettings(Duration.ofHours(24), Duration.ofSeconds(60)),
            clock,
            telemetry);

    @Test
    void requestsWithAKey_areCountedByOutcome() {
        var process = assertInstanceOf(Admission.Proceed.class, requests.admit(request("a")));
        assertThrows(RequestRejectedException.class, () -> requests.admit(request("a")));
        requests.complete(process.attempt(), RecordedAnswer.of(201, "{}"));
        assertInstanceOf(Admission.Replay.class, requests.admit(request("a")));
        assertThrows(RequestRejectedException.class, () -> requests.admit(request("b")));
        assertEquals(
                List.of(List.of("processed"), List.of("in_progress"), List.of("replayed"), List.of("mismatch")),
                telemetry.attributes(Metric.IDEMPOTENT_REQUESTS));
    }

    @Test
    void sweptKeys_areCounted() {
        requests.complete(((Admission.Proceed) requests.admit(request("a"))).attempt(), RecordedAnswer.of(201, "{}"));
        clock.advance(Duration.ofHours(25));
        new KeySweeper(store.idempotencyKeys(), telemetry).run();
        assertEquals(1, telemetry.sum(Metric.SWEPT_ROWS));
        assertEquals(List.of(List.of("idempotency_keys")), telemetry.attributes(Metric.SWEPT_ROWS));
    }

    private static KeyedRequest request(String fingerprint) {
        return new KeyedRequest(ANN, "k1", fingerprint);
    }
}
