package ee.chatkit.limits;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.Caller;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The limits of a node, with a clock of the test. */
class CallerLimiterTest {
    private static final Caller ANN = new Caller("ann");
    private static final Caller BOB = new Caller("bob");

    /** Wraps around soon. */
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1000);

    private final List<Limit> exceeded = new ArrayList<>();

    @Test
    void admitRequest_acceptsTheLimitAtOnceThenRefillsContinuously() {
        CallerLimiter limiter = limiter(60, 0, 0, 0, 0, 0);
        for (int n = 59; n >= 0; n--) {
            assertEquals(n, admitted(limiter, ANN).remaining());
        }
        LimitExceededException rejected = assertThrows(LimitExceededException.class, () -> limiter.admitRequest(ANN));
        assertEquals(Limit.REQUESTS_PER_MINUTE, rejected.limit());
        assertEquals(60, rejected.value());
        assertEquals(0, rejected.remaining());
        assertEquals(1, rejected.retryAfterSeconds());
        assertEquals(List.of(Limit.REQUESTS_PER_MINUTE), exceeded);
        pass(Duration.ofSeconds(rejected.retryAfterSeconds()));
        assertEquals(0, admitted(limiter, ANN).remaining());
        assertThrows(LimitExceededException.class, () -> limiter.admitRequest(ANN));
        pass(Duration.ofSeconds(30));
        RateStatus later = admitted(limiter, ANN);
        assertEquals(29, later.remaining());
        assertEquals(1, later.resetSeconds());
        assertEquals(60, later.limit());
    }

    @Test
    void resetSeconds_isTheTimeAfterWhichOneMoreRequestIsAccepted() {
        CallerLimiter limiter = limiter(2, 0, 0, 0, 0, 0);
        assertEquals(30, admitted(limiter, ANN).resetSeconds());
        pass(Duration.ofSeconds(10));
        RateStatus last = admitted(limiter, ANN);
        assertEquals(0, last.remaining());
        assertEquals(20, last.resetSeconds());
        pass(Duration.ofMillis(19_999));
        assertThrows(LimitExceededException.class, () -> limiter.admitRequest(ANN));
        pass(Duration.ofMillis(1));
        RateStatus next = admitted(limiter, ANN);
        assertEquals(0, next.remaining());
        assertEquals(30, next.resetSeconds());
    }

    @Test
    void retryAfter_isTheTimeAfterWhichARequestIsAccepted() {
        CallerLimiter limiter = limiter(2, 0, 0, 0, 0, 0);
        limiter.admitRequest(ANN);
        limiter.admitRequest(ANN);
        pass(Duration.ofMillis(9_500));
        LimitExceededException rejected = assertThrows(LimitExceededException.class, () -> limiter.admitRequest(ANN));
        assertEquals(21, rejected.retryAfterSeconds());
        pass(Duration.ofSeconds(20));
        assertThrows(LimitExceededException.class, () -> limiter.admitRequest(ANN));
        pass(Duration.ofSeconds(1));
        assertEquals(0, admitted(limiter, ANN).remaining());
    }

    @Test
    void rejectedRequests_doNotProlongTheWait() {
        CallerLimiter limiter = limiter(1, 0, 0, 0, 0, 0);
        limiter.admitRequest(ANN);
        for (int n = 0; n < 100; n++) {
            assertThrows(LimitExceededException.class, () -> limiter.admitRequest(ANN));
        }
        pass(Duration.ofMinutes(1));
        assertDoesNotThrow(() -> limiter.admitRequest(ANN));
    }

    @Test
    void limits_areThoseOfEachCaller() {
        CallerLimiter limiter = limiter(1, 1, 1, 1, 0, 0);
        limiter.admitRequest(ANN);
        limiter.acquireUpload(ANN);
        limiter.acquireTurn(ANN, 1);
        assertDoesNotThrow(() -> limiter.admitRequest(BOB));
        assertDoesNotThrow(() -> limiter.acquireUpload(BOB));
        assertDoesNotThrow(() -> limiter.acquireTurn(BOB, 1));
    }

    @Test
    void permits_areReturnedOnce() {
        CallerLimiter limiter = limiter(0, 2, 0, 0, 0, 0);
        AdmittedRequest first = limiter.admitRequest(ANN);
        assertNull(first.rate());
        limiter.admitRequest(ANN);
        assertEquals(
                Limit.CONCURRENT_REQUESTS,
                assertThrows(LimitExceededException.class, () -> limiter.admitRequest(ANN))
                        .limit());
        first.permit().close();
        first.permit().close();
        limiter.admitRequest(ANN);
        assertThrows(LimitExceededException.class, () -> limiter.admitRequest(ANN));
    }

    @Test
    void requestsUploadsAndTurns_areCountedSeparately() {
        CallerLimiter limiter = limiter(0, 1, 1, 1, 0, 0);
        limiter.admitRequest(ANN);
        limiter.acquireUpload(ANN);
        limiter.acquireTurn(ANN, 1);
        assertThrows(LimitExceededException.class, () -> limiter.admitRequest(ANN));
        assertThrows(LimitExceededException.class, () -> limiter.acquireUpload(ANN));
        assertThrows(LimitExceededException.class, () -> limiter.acquireTurn(ANN, 1));
        assertEquals(List.of(Limit.CONCURRENT_REQUESTS, Limit.CONCURRENT_UPLOADS, Limit.CONCURRENT_TURNS), exceeded);
    }

    @Test
    void nodeTurns_limitAllCallersTogether() {
        CallerLimiter limiter = limiter(0, 0, 0, 2, 3, 0);
        List<LimitPermit> permits = new ArrayList<>();
        permits.add(limiter.acquireTurn(ANN, 1));
        permits.add(limiter.acquireTurn(ANN, 1));
        permits.add(limiter.acquireTurn(BOB, 1));
        LimitExceededException rejected = assertThrows(LimitExceededException.class, () -> limiter.acquireTurn(BOB, 1));
        assertEquals(Limit.NODE_TURNS, rejected.limit());
        assertTrue(rejected.limit().isOfNode());
        permits.removeFirst().close();
        permits.add(limiter.acquireTurn(BOB, 1));
        permits.forEach(LimitPermit::close);
        assertDoesNotThrow(() -> limiter.acquireTurn(BOB, 1));
    }

    @Test
    void nodeTurnBytes_limitAllTurnsTogetherButNeverTheOnlyOne() {
        CallerLimiter limiter = limiter(0, 0, 0, 0, 0, 1000);
        LimitPermit large = limiter.acquireTurn(ANN, 5000);
        assertEquals(
                Limit.NODE_TURN_BYTES,
                assertThrows(LimitExceededException.class, () -> limiter.acquireTurn(BOB, 1))
                        .limit());
        large.close();
        limiter.acquireTurn(ANN, 600);
        LimitPermit second = limiter.acquireTurn(BOB, 400);
        assertThrows(LimitExceededException.class, () -> limiter.acquireTurn(BOB, 1));
        second.close();
        assertDoesNotThrow(() -> limiter.acquireTurn(BOB, 400));
    }

    @Test
    void rejectedNodeTurn_returnsThePermitOfTheCaller() {
        CallerLimiter limiter = limiter(0, 0, 0, 1, 1, 0);
        LimitPermit running = limiter.acquireTurn(ANN, 1);
        assertThrows(LimitExceededException.class, () -> limiter.acquireTurn(BOB, 1));
        running.close();
        assertDoesNotThrow(() -> limiter.acquireTurn(BOB, 1));
    }

    @Test
    void requireMessageLength_rejectsLongerMessages() {
        CallerLimiter limiter = new CallerLimiter(new LimitSettings(0, 0, 0, 0, 0, 0, 0, 0, 5), exceeded::add);
        assertDoesNotThrow(() -> limiter.requireMessageLength(ANN, 5));
        assertEquals(
                "The message has 6 characters; at most 5 are accepted",
                assertThrows(LimitExceededException.class, () -> limiter.requireMessageLength(ANN, 6))
                        .getMessage());
        assertEquals(List.of(Limit.MESSAGE_LENGTH), exceeded);
    }

    @Test
    void unlimited_acceptsEverything() {
        var limiter = new CallerLimiter(LimitSettings.UNLIMITED, exceeded::add);
        for (int n = 0; n < 2000; n++) {
            limiter.admitRequest(ANN);
            limiter.acquireUpload(ANN);
            limiter.acquireTurn(ANN, Integer.MAX_VALUE);
        }
        limiter.requireMessageLength(ANN, Long.MAX_VALUE);
        assertEquals(List.of(), exceeded);
    }

    @Test
    void unusedCallers_areForgottenAndCallersWithPermitsAreNot() {
        CallerLimiter limiter = limiter(60, 10, 0, 1, 0, 0);
        for (int n = 0; n < 1000; n++) {
            limiter.admitRequest(new Caller("user-" + n)).permit().close();
        }
        LimitPermit turn = limiter.acquireTurn(ANN, 1);
        assertEquals(1001, limiter.trackedCallers());
        pass(Duration.ofMinutes(2));
        limiter.admitRequest(BOB).permit().close();
        assertEquals(2, limiter.trackedCallers(), "Ann's turn, and Bob");
        assertThrows(LimitExceededException.class, () -> limiter.acquireTurn(ANN, 1));
        turn.close();
        assertDoesNotThrow(() -> limiter.acquireTurn(ANN, 1));
    }

    @Test
    void trackedCallers_areBounded() {
        var limiter =
                new CallerLimiter(new LimitSettings(100_000, 0, 0, 0, 0, 0, 0, 0, 0), exceeded::add, now::get, 100);
        for (int n = 0; n < 10_000; n++) {
            limiter.admitRequest(new Caller("user-" + n)).permit().close();
        }
        assertTrue(limiter.trackedCallers() <= 100 + 256, () -> "tracked: " + limiter.trackedCallers());
        assertEquals(List.of(), exceeded);
    }

    @Test
    void concurrentUse_neverExceedsALimitNorLosesPermits() throws Exception {
        CallerLimiter limiter = limiter(0, 3, 0, 0, 0, 0);
        var running = new AtomicInteger();
        var most = new AtomicInteger();
        var accepted = new AtomicInteger();
        try (var executor = Executors.newFixedThreadPool(8)) {
            List<Future<?>> tasks = new ArrayList<>();
            for (int task = 0; task < 8; task++) {
                tasks.add(executor.submit(() -> {
                    for (int n = 0; n < 20_000; n++) {
                        pass(Duration.ofMillis(1)); // sweeps meanwhile
                        try (LimitPermit permit = limiter.admitRequest(ANN).permit()) {
                            most.accumulateAndGet(running.incrementAndGet(), Math::max);
                            accepted.incrementAndGet();
                            running.decrementAndGet();
                            assertTrue(permit != null);
                        } catch (LimitExceededException e) {
                            Thread.onSpinWait();
                        }
                    }
                }));
            }
            for (Future<?> task : tasks) {
                task.get();
            }
        }
        assertTrue(most.get() <= 3, () -> "concurrent: " + most);
        assertTrue(accepted.get() > 1000, () -> "accepted: " + accepted);
        for (int n = 0; n < 3; n++) {
            limiter.admitRequest(ANN);
        }
        assertThrows(LimitExceededException.class, () -> limiter.admitRequest(ANN));
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    private static RateStatus admitted(CallerLimiter limiter, Caller caller) {
        AdmittedRequest request = limiter.admitRequest(caller);
        request.permit().close();
        return request.rate();
    }

    private CallerLimiter limiter(int perMinute, int requests, int uploads, int turns, int nodeTurns, long nodeBytes) {
        return new CallerLimiter(
                new LimitSettings(perMinute, requests, uploads, turns, nodeTurns, nodeBytes, 0, 0, 0),
                limit -> {
                    synchronized (exceeded) {
                        exceeded.add(limit);
                    }
                },
                now::get,
                CallerLimiter.MAX_CALLERS);
    }
}
