package ee.chatkit.limits;

import ee.chatkit.model.Caller;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The usages of this node by caller, in bounded memory.
 *
 * <p>A usage that is unused for as long as its rate needs to recover, a minute at most, is removed: by the calls themselves,
 * once in a while, so that no task is needed. If more callers than the maximum are active within a minute, further ones share
 * a few usages, and with them their limits.
 */
final class CallerUsages {
    private static final int SHARED = 256;
    private static final long SWEEP_INTERVAL = 10_000_000_000L;

    private final ConcurrentHashMap<String, CallerUsage> usages = new ConcurrentHashMap<>();
    private final int maxCallers;
    private final AtomicLong nextSweep;

    CallerUsages(int maxCallers, long now) {
        this.maxCallers = maxCallers;
        nextSweep = new AtomicLong(now + SWEEP_INTERVAL);
    }

    /**
     * Calls a function with the usage of a caller, which is not removed meanwhile. The function must not block, and may throw.
     *
     * @return the usage, which is not removed while an operation of it runs
     */
    CallerUsage use(Caller caller, long now, Consumer<CallerUsage> function) {
        sweepIfDue(now);
        return usages.compute(key(caller.userId()), (key, present) -> {
            CallerUsage usage = present == null ? new CallerUsage(now) : present;
            function.accept(usage);
            return usage;
        });
    }

    private String key(String userId) {
        return usages.size() < maxCallers || usages.containsKey(userId)
                ? userId
                : "\n" + Math.floorMod(userId.hashCode(), SHARED); // no user id contains a control character
    }

    private void sweepIfDue(long now) {
        long due = nextSweep.get();
        if (now - due >= 0 && nextSweep.compareAndSet(due, now + SWEEP_INTERVAL)) {
            for (String key : usages.keySet()) {
                usages.computeIfPresent(key, (same, usage) -> usage.isUnused(now) ? null : usage);
            }
        }
    }

    int size() {
        return usages.size();
    }
}
