package ee.chatkit.limits;

import java.io.Serial;

/** A limit is reached; nothing was done. The message is suitable for the client. */
public final class LimitExceededException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Limit limit;
    private final long value;
    private final long remaining;
    private final long retryAfterSeconds;

    LimitExceededException(Limit limit, long value, long remaining, long retryAfterSeconds, String message) {
        super(message, null, false, false); // frequent under load, and never an error of the program
        this.limit = limit;
        this.value = value;
        this.remaining = remaining;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** Which limit. */
    public Limit limit() {
        return limit;
    }

    /** The value of the limit, as configured. */
    public long value() {
        return value;
    }

    /** How much of it is left, which is less than the request needs; 0 or more. */
    public long remaining() {
        return remaining;
    }

    /** After how many seconds the same request may be accepted; at least 1. */
    public long retryAfterSeconds() {
        return retryAfterSeconds;
    }
}
