package ee.chatkit.chat;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.store.Store;
import ee.chatkit.store.StoreException;
import ee.chatkit.store.UnavailableException;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Finished answers, and partial ones of disconnected clients, that could not be stored because the store was unavailable
 * at that moment. They are kept in memory and stored when it is available again.
 *
 * <p><b>Bounds.</b> At most {@value #MAX_BYTES} bytes in all are kept, each item for at most ten minutes; what exceeds
 * them is dropped, which is logged. A server that is stopped or killed meanwhile loses them.
 *
 * <p><b>Idempotence.</b> An operation that failed may have taken effect. So items are saved, not added: one that is stored
 * already is replaced by itself. A deleted thread drops its items.
 *
 * <p><b>Order.</b> Items are stored in the order in which they were kept. On this node, the next turn of a thread stores
 * those of the thread first, so that an answer precedes the next message.
 *
 * <p>Instances are safe for use by multiple threads.
 */
public final class DeferredItems {
    static final int MAX_BYTES = 16 * 1024 * 1024;

    static final Duration MAX_AGE = Duration.ofMinutes(10);

    private static final System.Logger LOG = System.getLogger(DeferredItems.class.getName());
    private static final int BYTES_PER_CHARACTER = 2;

    private final Store store;
    private final Clock clock;
    private final Deque<Deferred> kept = new ArrayDeque<>();
    private long bytes;

    /** Held while items are stored: one thread at a time does that. */
    private final ReentrantLock storing = new ReentrantLock();

    /**
     * Without items.
     *
     * @param store where items are to be stored
     */
    public DeferredItems(Store store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    private record Deferred(Caller caller, ThreadItem item, Instant since) {
        long bytes() {
            return (long) BYTES_PER_CHARACTER * item.content().length();
        }

        boolean isOf(@Nullable String threadId) {
            return threadId == null || threadId.equals(item.threadId());
        }
    }

    /** The number of items that are kept. */
    public int size() {
        synchronized (kept) {
            return kept.size();
        }
    }

    /** Keeps items of one thread, all or none of them. Does not block. */
    void keep(Caller caller, List<ThreadItem> items) {
        List<Deferred> added = items.stream()
                .map(item -> new Deferred(caller, item, clock.instant()))
                .toList();
        long length = added.stream().mapToLong(Deferred::bytes).sum();
        synchronized (kept) {
            if (bytes + length <= MAX_BYTES) {
                kept.addAll(added);
                bytes += length;
                return;
            }
        }
        items.stream()
                .findFirst()
                .ifPresent(item -> LOG.log(
                        Level.ERROR, "Answer in thread {0} is dropped: too many wait for the store", item.threadId()));
    }

    /**
     * Stores what is kept, until the store is unavailable again. Called every few seconds; blocks for the store. Does
     * nothing while another thread does it.
     */
    public void retry() {
        if (storing.tryLock()) {
            try {
                dropExpired();
                store(null);
            } catch (UnavailableException e) {
                LOG.log(Level.DEBUG, "Answers still wait for the store: {0}", e.getMessage());
            } finally {
                storing.unlock();
            }
        }
    }

    /**
     * Stores what is kept of a thread.
     *
     * @throws UnavailableException if the store is unavailable
     */
    void storeOf(String threadId) {
        if (first(threadId) != null) {
            storing.lock();
            try {
                store(threadId);
            } finally {
                storing.unlock();
            }
        }
    }

    private void store(@Nullable String threadId) {
        for (Deferred next = first(threadId); next != null; next = first(threadId)) {
            String thread = next.item.threadId();
            try {
                store.saveItem(next.caller, next.item);
                LOG.log(Level.INFO, "Answer in thread {0} is stored after the store was unavailable", thread);
            } catch (UnavailableException e) {
                throw e;
            } catch (StoreException e) {
                LOG.log(Level.INFO, "Answer in thread {0} is dropped: {1}", thread, e.getMessage());
            } catch (RuntimeException e) {
                ApplicationFailures.log(LOG, Level.ERROR, "Answer in thread " + thread + " is dropped", e);
            }
            remove(next);
        }
    }

    private void dropExpired() {
        Instant oldest = clock.instant().minus(MAX_AGE);
        for (Deferred next = first(null); next != null && next.since.isBefore(oldest); next = first(null)) {
            LOG.log(
                    Level.ERROR,
                    "Answer in thread {0} is dropped: the store was unavailable for {1} minutes",
                    next.item.threadId(),
                    MAX_AGE.toMinutes());
            remove(next);
        }
    }

    private @Nullable Deferred first(@Nullable String threadId) {
        synchronized (kept) {
            return kept.stream()
                    .filter(deferred -> deferred.isOf(threadId))
                    .findFirst()
                    .orElse(null);
        }
    }

    private void remove(Deferred stored) {
        synchronized (kept) {
            if (kept.remove(stored)) {
                bytes -= stored.bytes();
            }
        }
    }
}
