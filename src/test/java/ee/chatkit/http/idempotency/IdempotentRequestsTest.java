package ee.chatkit.http.idempotency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.http.RequestRejectedException;
import ee.chatkit.http.idempotency.IdempotentRequests.Admission;
import ee.chatkit.model.Caller;
import ee.chatkit.protocol.json.ProblemType;
import ee.chatkit.store.IdempotencyStore;
import ee.chatkit.store.RecordedAnswer;
import ee.chatkit.store.RequestAttempt;
import ee.chatkit.store.UnavailableException;
import ee.chatkit.store.contract.MutableClock;
import ee.chatkit.store.memory.MemoryStore;
import ee.chatkit.telemetry.Telemetry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What becomes of a key when its request ends, also while the store is unavailable. */
class IdempotentRequestsTest {
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final RecordedAnswer CREATED = RecordedAnswer.of(201, "{}");

    private final MutableClock clock = new MutableClock();
    private final IdempotencyStore store = new MemoryStore(clock, 1_000_000).idempotencyKeys();
    private final IdempotentRequests requests = new IdempotentRequests(
            failingStore(), new IdempotencySettings(Duration.ofHours(24), LEASE), clock, Telemetry.off());

    /** The operation of the store that fails; empty for none. */
    private String failing = "";

    @Test
    void rejectionWithoutEffect_freesTheKeyForAnyRequest() {
        RequestAttempt first = attempt("k", "a");
        requests.failed(first, new RequestRejectedException(ProblemType.INVALID_REQUEST, "title"));
        assertFalse(attempt("k", "b").repeated());
    }

    @Test
    void rejectionAfterEffect_isTheAnswer() {
        RequestAttempt first = attempt("k", "a");
        requests.beginEffect(first);
        requests.failed(first, new RequestRejectedException(ProblemType.CONFLICT, "changed"));
        var replay = assertInstanceOf(Admission.Replay.class, admit("k", "a"));
        assertEquals(409, replay.answer().status());
    }

    @Test
    void unknownFailure_isRepeatedWithTheSameSeed() {
        RequestAttempt first = attempt("k", "a");
        requests.failed(first, new IllegalStateException());
        RequestAttempt second = attempt("k", "a");
        assertTrue(second.repeated());
        assertEquals(first.seed(), second.seed());
    }

    @Test
    void rejectionOfRepeatedAttempt_keepsTheKey() {
        requests.failed(attempt("k", "a"), new UnavailableException("away"));
        requests.failed(attempt("k", "a"), new RequestRejectedException(ProblemType.INVALID_REQUEST, "title"));
        assertTrue(attempt("k", "a").repeated());
    }

    @Test
    void noteOfEarlierEffect_interruptsTheRepeatedAttempt() {
        RequestAttempt first = attempt("k", "a");
        requests.beginEffect(first);
        requests.failed(first, new UnavailableException("away"));
        RequestAttempt second = attempt("k", "a");
        var rejection = assertThrows(RequestRejectedException.class, () -> requests.beginEffect(second));
        assertEquals(
                ProblemType.REQUEST_INTERRUPTED.problem("").type(),
                rejection.problem().type());
    }

    @Test
    void endWhileTheStoreIsUnavailable_isRecordedByTick() {
        RequestAttempt first = attempt("k", "a");
        failing = "complete";
        requests.complete(first, CREATED);
        requests.tick();
        assertThrows(RequestRejectedException.class, () -> admit("k", "a"));
        failing = "";
        requests.tick();
        assertInstanceOf(Admission.Replay.class, admit("k", "a"));
    }

    @Test
    void tick_renewsLeasesAlthoughAnEndFails() {
        RequestAttempt ended = attempt("ended", "a");
        attempt("running", "a");
        failing = "complete";
        requests.complete(ended, CREATED);
        clock.advance(LEASE.minusSeconds(1));
        requests.tick();
        clock.advance(Duration.ofSeconds(2));
        assertThrows(RequestRejectedException.class, () -> admit("running", "a"));
        assertTrue(attempt("ended", "a").repeated());
    }

    private RequestAttempt attempt(String key, String fingerprint) {
        return assertInstanceOf(Admission.Proceed.class, admit(key, fingerprint))
                .attempt();
    }

    private Admission admit(String key, String fingerprint) {
        return requests.admit(new KeyedRequest(new Caller("ann"), key, fingerprint));
    }

    private IdempotencyStore failingStore() {
        return (IdempotencyStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {IdempotencyStore.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals(failing)) {
                        throw new UnavailableException("away");
                    }
                    try {
                        return method.invoke(store, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
