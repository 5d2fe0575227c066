package ee.chatkit.client;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The server answered with a status of 400 or above. The message has status, title and detail. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ProblemDetail problemDetail;
    private final @Nullable Duration retryAfter;

    /**
     * Creates the exception.
     *
     * @param problemDetail the problem; not null
     */
    public ProblemException(ProblemDetail problemDetail) {
        this(problemDetail, null);
    }

    /**
     * Creates the exception.
     *
     * @param problemDetail the problem; not null
     * @param retryAfter after what time the same request may succeed; null if the server does not say so
     */
    public ProblemException(ProblemDetail problemDetail, @Nullable Duration retryAfter) {
        super(problemDetail.status() + " " + problemDetail.title()
                + (problemDetail.detail() == null ? "" : ": " + problemDetail.detail()));
        this.problemDetail = problemDetail;
        this.retryAfter = retryAfter;
    }

    /**
     * Returns the time after which the same request may succeed: of a request that a limit has rejected (429), or while the
     * server is not available (503). {@link RequestRepeater} sends some requests again.
     *
     * @return the time, from the header {@code Retry-After}; empty if the response has none, or a date
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /**
     * Returns the problem.
     *
     * @return the problem; not null, but not kept by serialization
     */
    public ProblemDetail problem() {
        return problemDetail;
    }
}
