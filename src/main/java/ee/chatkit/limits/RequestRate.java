package ee.chatkit.limits;

/**
 * A token bucket that holds the tokens of a minute and is refilled continuously.
 *
 * <p><b>Mechanism.</b> The generic cell rate algorithm: the state of a bucket is one number, the time at which it is full
 * again. A token moves that time by the interval in which one is refilled, and is refused if the time would then be more than
 * a minute ahead. So a bucket needs neither a task that refills it nor a count, a full one carries no information, and the
 * time to wait is a subtraction. Times are those of {@link System#nanoTime}, which are compared by their difference only.
 */
final class RequestRate {
    private static final long MINUTE = 60_000_000_000L;
    private static final long SECOND = 1_000_000_000L;

    private final int limit;
    private final long interval;
    private final long capacity;

    /** @param limit tokens per minute, at least 1 */
    RequestRate(int limit) {
        this.limit = limit;
        interval = MINUTE / limit;
        capacity = interval * limit;
    }

    /** The time at which a bucket is full again after one more token was taken now. */
    long take(long fullAt, long now) {
        return (fullAt - now > 0 ? fullAt : now) + interval;
    }

    /** Whether a bucket that is full again at this time has, or would have, given more than it holds. */
    boolean isOverdrawn(long fullAt, long now) {
        return fullAt - now > capacity;
    }

    /** The seconds until a bucket gives a token again for which it is overdrawn; at least 1. */
    long secondsToWait(long fullAt, long now) {
        return Math.max(1, seconds(fullAt - now - capacity));
    }

    /** The state of a bucket. */
    RateStatus status(long fullAt, long now) {
        long used = Math.max(0, fullAt - now);
        long remaining = (capacity - used) / interval;
        long untilNext = used == 0 ? 0 : used - (limit - remaining - 1) * interval;
        return new RateStatus(limit, (int) remaining, (int) seconds(untilNext));
    }

    private static long seconds(long nanos) {
        return Math.ceilDiv(nanos, SECOND);
    }
}
