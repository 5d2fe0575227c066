package ee.chatkit.servlet;

import java.time.Duration;

/**
 * Limits of request bodies that are not complete when their request is.
 *
 * @param timeout how long a body may take without a minimum rate, and the time over which the rate is measured
 * @param bytesPerSecond the minimum rate of a body that takes longer than the timeout; 0 for none
 * @param maxPending how many bodies may be incomplete at a time
 * @param maxBytes how many bytes of bodies may be held at a time, in memory and in temporary files together
 */
public record RequestBodyLimits(Duration timeout, int bytesPerSecond, int maxPending, long maxBytes) {
    /** Checks the ranges. */
    public RequestBodyLimits {
        if (timeout.isNegative() || timeout.isZero() || bytesPerSecond < 0 || maxPending < 0 || maxBytes < 0) {
            throw new IllegalArgumentException("limits must not be negative, and the timeout must be positive");
        }
    }

    /** Whether a body is too slow that has received so many bytes within the last timeout. */
    boolean isTooSlow(long receivedBytes) {
        return receivedBytes < Math.max(1, bytesPerSecond * timeout.toSeconds());
    }
}
