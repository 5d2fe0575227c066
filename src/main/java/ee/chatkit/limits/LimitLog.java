package ee.chatkit.limits;

import ee.chatkit.model.Caller;
import java.lang.System.Logger.Level;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/** Logs that limits are reached: for each limit one line a minute, with the number of requests that it rejected before. */
final class LimitLog {
    private static final System.Logger LOG = System.getLogger(LimitLog.class.getName());
    private static final long INTERVAL = 60_000_000_000L;

    private final Map<Limit, Lines> lines = new EnumMap<>(Limit.class);

    /** @param now the present of {@link System#nanoTime} */
    LimitLog(long now) {
        for (Limit limit : Limit.values()) {
            lines.put(limit, new Lines(new AtomicLong(now), new AtomicLong()));
        }
    }

    /**
     * The lines of one limit.
     *
     * @param nextAt when the next one may be logged
     * @param unlogged the requests that were rejected since the last one
     */
    private record Lines(AtomicLong nextAt, AtomicLong unlogged) {}

    /** Returns whether a line was logged. */
    boolean exceeded(Limit limit, long value, Caller caller, long now) {
        Lines ofLimit = Objects.requireNonNull(lines.get(limit));
        long next = ofLimit.nextAt().get();
        if (now - next < 0 || !ofLimit.nextAt().compareAndSet(next, now + INTERVAL)) {
            ofLimit.unlogged().incrementAndGet();
            return false;
        }
        LOG.log(
                Level.WARNING,
                "Limit chatkit.limits.{0} ({1}) reached by caller \"{2}\"; {3} rejections before were not logged",
                limit.key(),
                Long.toString(value),
                caller.userId(),
                ofLimit.unlogged().getAndSet(0));
        return true;
    }
}
