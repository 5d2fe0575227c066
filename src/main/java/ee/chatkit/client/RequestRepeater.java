package ee.chatkit.client;

import jakarta.ws.rs.ProcessingException;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends a request again, with the same {@code Idempotency-Key}, while it has no answer: when the connection is lost, the same
 * request is still being processed (409), or the server is unavailable (503). The request has its effect once, and the answer
 * is that of the first one that was processed. All other problems are thrown at once.
 *
 * <p>Of a stream, the beginning is repeated. A stream whose connection is lost later can be resumed by {@link #call(String,
 * Supplier)} with the key of the first call: the server sends what the turn has stored.
 *
 * <p>Instances are immutable and thread-safe.
 */
public final class RequestRepeater {
    /** Four attempts, which wait for 10 seconds at most between two of them. */
    public static final RequestRepeater DEFAULT = new RequestRepeater(4, Duration.ofSeconds(10));

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final String IN_PROGRESS = "urn:chatkit:problem:request-in-progress";
    private static final int UNAVAILABLE = 503;

    /** The key of the calling thread's request. */
    private static final ThreadLocal<@Nullable String> KEY = new ThreadLocal<>();

    private final int maxAttempts;
    private final Duration maxPause;

    /**
     * Creates a repeater.
     *
     * @param maxAttempts how often a request is sent at most, 1 or more
     * @param maxPause the longest pause before it is sent again, positive; a problem whose {@code Retry-After} is longer is
     *     thrown
     * @throws IllegalArgumentException if a value is out of range
     */
    public RequestRepeater(int maxAttempts, Duration maxPause) {
        if (maxAttempts < 1 || !maxPause.isPositive()) {
            throw new IllegalArgumentException("maxAttempts must be 1 or more, maxPause positive");
        }
        this.maxAttempts = maxAttempts;
        this.maxPause = maxPause;
    }

    static @Nullable String currentKey() {
        return KEY.get();
    }

    /**
     * Makes one request, with a random key.
     *
     * @param <T> the type of the answer
     * @param request makes the request, by one call of a client's method; called once for each attempt, on the calling thread
     * @return the answer
     * @throws ProblemException the problem of the last attempt
     * @throws ProcessingException if the server cannot be reached
     */
    public <T> T call(Supplier<T> request) {
        return call(UUID.randomUUID().toString(), request);
    }

    /**
     * Makes one request.
     *
     * @param <T> the type of the answer
     * @param key the key: 1 to 255 printable ASCII characters without {@code "} and {@code \}, new for each request
     * @param request makes the request, as in {@link #call(Supplier)}
     * @return the answer
     * @throws IllegalArgumentException if the key is invalid
     * @throws ProblemException the problem of the last attempt
     * @throws ProcessingException if the server cannot be reached
     */
    public <T> T call(String key, Supplier<T> request) {
        if (!key.matches("[ !#-\\[\\]-~]{1,255}")) {
            throw new IllegalArgumentException("key must have 1 to 255 printable ASCII characters");
        }
        String outer = KEY.get();
        KEY.set(key);
        try {
            return attempt(request);
        } finally {
            if (outer == null) {
                KEY.remove();
            } else {
                KEY.set(outer);
            }
        }
    }

    private <T> T attempt(Supplier<T> request) {
        for (int attempt = 1; ; attempt++) {
            try {
                return request.get();
            } catch (ProcessingException e) {
                if (attempt == maxAttempts || !pause(pauseAfter(attempt))) {
                    throw e;
                }
            } catch (ProblemException e) {
                Duration pause = e.retryAfter().orElse(pauseAfter(attempt));
                if (attempt == maxAttempts || !mayRepeat(e) || pause.compareTo(maxPause) > 0 || !pause(pause)) {
                    throw e;
                }
            }
        }
    }

    private static boolean mayRepeat(ProblemException problem) {
        return problem.problem().status() == UNAVAILABLE
                || problem.problem().type().equals(IN_PROGRESS);
    }

    /** Twice as long after each attempt. */
    private Duration pauseAfter(int attempt) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempt - 1, 20));
        return pause.compareTo(maxPause) > 0 ? maxPause : pause;
    }

    /** Returns whether the pause was not interrupted. */
    private static boolean pause(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
