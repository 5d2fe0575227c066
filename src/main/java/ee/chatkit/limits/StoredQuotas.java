package ee.chatkit.limits;

import ee.chatkit.model.Caller;
import ee.chatkit.store.UsageStore;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Limits what each caller stores, on all nodes together.
 *
 * <p><b>Mechanism.</b> The store counts; a node remembers the count for a minute and adds what it accepts meanwhile, so that
 * a creation rarely needs a statement. In the last tenth below the limit, and before a rejection, a count is at most a second
 * old. <b>Guarantee.</b> On one node a limit holds, except that what fails after it was accepted counts until the next count.
 * Where several nodes accept creations of one caller at the same time, the limit may be exceeded by what the other nodes accept
 * within a minute. <b>Cost.</b> At most one count a second for each caller and node, and one after each deletion near the limit;
 * concurrent requests of one caller wait for the same count.
 *
 * <p>Instances are safe for use by multiple threads.
 */
public final class StoredQuotas {
    /** Memory for this many callers; more are forgotten, which costs a count each. */
    static final int MAX_CALLERS = 10_000;

    private static final long SECOND = 1_000_000_000L;
    private static final long MAX_AGE = 60 * SECOND;

    /** Waiting alone does not help; the caller may delete something, or retention may. */
    private static final long RETRY_AFTER_SECONDS = 3600;

    private final LimitSettings settings;
    private final UsageStore store;
    private final LongSupplier nanoTime;
    private final RejectedRequests rejected;
    private final ConcurrentHashMap<String, CountedUsage> threads = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, CountedUsage> attachmentBytes = new ConcurrentHashMap<>();

    /** Nothing is counted yet. */
    public StoredQuotas(LimitSettings settings, UsageStore store, LimitListener listener) {
        this(settings, store, listener, System::nanoTime);
    }

    StoredQuotas(LimitSettings settings, UsageStore store, LimitListener listener, LongSupplier nanoTime) {
        this.settings = settings;
        this.store = store;
        this.nanoTime = nanoTime;
        this.rejected = new RejectedRequests(listener, nanoTime);
    }

    /** A count of the store with what was added since. Guarded by its own lock. */
    private static final class CountedUsage {
        private boolean counted;
        private long countedAt;
        private long used;
    }

    /** Counts what a caller stores. */
    @FunctionalInterface
    private interface Counter {
        long count(Caller caller);
    }

    /**
     * Accepts a thread that is about to be added. May block for a count of the store.
     *
     * @throws LimitExceededException if the caller has as many threads as are allowed
     */
    public void addThread(Caller caller) {
        long max = settings.threads();
        if (max > 0) {
            add(
                    caller,
                    1,
                    max,
                    usage(threads, caller),
                    one -> store.countThreads(one, max),
                    Limit.THREADS,
                    "Quota of threads reached: at most " + max + ". Delete threads to add others");
        }
    }

    /**
     * Accepts an attachment that is about to be added. May block for a count of the store.
     *
     * @param bytes the size of its content, as far as it is known; 0 or more
     * @throws LimitExceededException if the attachments of the caller would have more bytes than are allowed
     */
    public void addAttachment(Caller caller, long bytes) {
        long max = settings.attachmentBytes();
        if (max > 0) {
            add(
                    caller,
                    bytes,
                    max,
                    usage(attachmentBytes, caller),
                    store::attachmentBytes,
                    Limit.ATTACHMENT_BYTES,
                    "Quota of attachments reached: at most " + max + " bytes. Delete attachments to add others");
        }
    }

    /** What a caller has deleted may make room: where the limit is near, the next creation counts again. */
    public void deleted(Caller caller) {
        forgetIfNear(threads.get(caller.userId()), settings.threads());
        forgetIfNear(attachmentBytes.get(caller.userId()), settings.attachmentBytes());
    }

    private static void forgetIfNear(@Nullable CountedUsage usage, long max) {
        if (usage != null) {
            synchronized (usage) {
                if (isNear(usage.used, 0, max)) {
                    usage.counted = false;
                }
            }
        }
    }

    private static CountedUsage usage(ConcurrentHashMap<String, CountedUsage> usages, Caller caller) {
        if (usages.size() >= MAX_CALLERS) {
            usages.clear();
        }
        return usages.computeIfAbsent(caller.userId(), absent -> new CountedUsage());
    }

    private void add(
            Caller caller, long amount, long max, CountedUsage usage, Counter counter, Limit limit, String message) {
        long remaining;
        synchronized (usage) {
            long age = nanoTime.getAsLong() - usage.countedAt;
            if (!usage.counted || age > (isNear(usage.used, amount, max) ? SECOND : MAX_AGE)) {
                usage.used = counter.count(caller);
                usage.countedAt = nanoTime.getAsLong();
                usage.counted = true;
            }
            remaining = max - usage.used;
            if (remaining > 0 && amount <= remaining) {
                usage.used += amount;
                return;
            }
        }
        throw rejected.exceeded(caller, limit, max, Math.max(0, remaining), RETRY_AFTER_SECONDS, message);
    }

    private static boolean isNear(long used, long amount, long max) {
        return amount > max - max / 10 - used; // without overflow, because none of them is negative
    }

    /** The larger number of callers whose counts are remembered. */
    int rememberedCounts() {
        return Math.max(threads.size(), attachmentBytes.size());
    }
}
