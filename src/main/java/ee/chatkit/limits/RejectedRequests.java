package ee.chatkit.limits;

import ee.chatkit.model.Caller;
import java.util.function.LongSupplier;

/** Logs and counts the requests that limits reject. */
final class RejectedRequests {
    private final LimitLog log;
    private final LimitListener listener;
    private final LongSupplier nanoTime;

    RejectedRequests(LimitListener listener, LongSupplier nanoTime) {
        this.log = new LimitLog(nanoTime.getAsLong());
        this.listener = listener;
        this.nanoTime = nanoTime;
    }

    /**
     * The exception of a rejected request.
     *
     * @param retryAfter seconds
     */
    LimitExceededException exceeded(
            Caller caller, Limit limit, long value, long remaining, long retryAfter, String message) {
        log.exceeded(limit, value, caller, nanoTime.getAsLong());
        listener.exceeded(limit);
        return new LimitExceededException(limit, value, remaining, retryAfter, message);
    }
}
