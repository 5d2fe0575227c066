package ee.chatkit.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import jakarta.ws.rs.ProcessingException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class RequestRepeaterTest {
    private final RequestRepeater repeater = new RequestRepeater(3, Duration.ofMillis(20));
    private final List<String> keys = new ArrayList<>();

    /** A request that fails with these, and then succeeds. */
    private Supplier<String> failing(RuntimeException... failures) {
        return () -> {
            keys.add(RequestRepeater.currentKey());
            if (keys.size() <= failures.length) {
                throw failures[keys.size() - 1];
            }
            return "answer";
        };
    }

    private static ProblemException problem(int status, String type, Duration retryAfter) {
        return new ProblemException(
                new ProblemDetail("urn:chatkit:problem:" + type, "title", status, null, null, null), retryAfter);
    }

    @Test
    void lostConnectionAndRequestInProgress_areRepeatedWithTheSameKey() {
        String answer = repeater.call(
                failing(new ProcessingException("lost"), problem(409, "request-in-progress", Duration.ofMillis(1))));
        assertEquals("answer", answer);
        assertEquals(3, keys.size());
        assertEquals(1, new HashSet<>(keys).size());
        assertNull(RequestRepeater.currentKey());
    }

    @Test
    void unavailableServer_isRepeatedAsOftenAsAllowed() {
        ProblemException last = problem(503, "unavailable", null);
        var thrown = assertThrows(
                ProblemException.class,
                () -> repeater.call(failing(problem(503, "unavailable", null), problem(503, "busy", null), last)));
        assertSame(last, thrown);
        assertEquals(3, keys.size());
    }

    @Test
    void otherProblemsAndLongWaits_areThrownAtOnce() {
        for (ProblemException problem : List.of(
                problem(409, "conflict", null),
                problem(422, "idempotency-key-reused", null),
                problem(429, "too-many-requests", Duration.ofMillis(1)),
                problem(503, "unavailable", Duration.ofSeconds(5)))) {
            keys.clear();
            assertSame(problem, assertThrows(ProblemException.class, () -> repeater.call(failing(problem))));
            assertEquals(1, keys.size());
        }
    }

    @Test
    void body_canBeSentAgain() {
        JsonBody body = JsonBody.with("a", "b").and("n", 1).without("c");
        assertEquals(body.json(), body.json());
        assertEquals("{\"a\":\"b\",\"n\":1,\"c\":null}", body.json().toString());
        assertEquals(4, body.and("d", "e").json().size());
    }

    @Test
    void keys_areRandomOrGiven() {
        repeater.call(failing());
        repeater.call(failing());
        assertNotEquals(keys.get(0), keys.get(1));
        keys.clear();
        repeater.call("order 4711", failing());
        assertEquals(List.of("order 4711"), keys);
    }

    @Test
    void invalidValues_areRejected() {
        for (String key : List.of("", "a\"b", "a\\b", "\u00e4", "x".repeat(256))) {
            assertThrows(IllegalArgumentException.class, () -> repeater.call(key, () -> 1));
        }
        assertThrows(IllegalArgumentException.class, () -> new RequestRepeater(0, Duration.ofSeconds(1)));
        assertThrows(IllegalArgumentException.class, () -> new RequestRepeater(1, Duration.ZERO));
    }
}
