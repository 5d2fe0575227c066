package ee.chatkit.limits;

import ee.chatkit.model.Caller;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicLongArray;

/** Logs that limits are reached: for each limit one line a minute, with the number of requests that it rejected before. */
final class LimitLog {
    private static final System.Logger LOG = System.getLogger(LimitLog.class.getName());
    private static final long INTERVAL = 60_000_000_000L;

    private final AtomicLongArray nextAt = new AtomicLongArray(Limit.values().length);
    private final AtomicLongArray unlogged = new AtomicLongArray(Limit.values().length);

    /** @param now the present of {@link System#nanoTime} */
    LimitLog(long now) {
        for (int i = 0; i < nextAt.length(); i++) {
            nextAt.set(i, now);
        }
    }

    /** Returns whether a line was logged. */
    boolean exceeded(Limit limit, long value, Caller caller, long now) {
        int index = limit.ordinal();
        long next = nextAt.get(index);
        if (now - next < 0 || !nextAt.compareAndSet(index, next, now + INTERVAL)) {
            unlogged.incrementAndGet(index);
            return false;
        }
        LOG.log(
                Level.WARNING,
                "Limit chatkit.limits.{0} ({1}) reached by caller \"{2}\"; {3} requests rejected since the last such line",
                limit.key(),
                Long.toString(value),
                caller.userId(),
                unlogged.getAndSet(index, 0));
        return true;
    }
}
