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
 * <p><b>Order.</b> Items of a thread are stored in the order in which they were kept. On this node, the next turn of a thread
 * stores those of the thread first, so that an answer precedes the next message. A thread whose items cannot be stored, because
 * it is locked, is put behind the others, so that it does not delay them.
 *
 * <p>Instances are safe for use by multiple threads.
 */
public final class DeferredItems {
    static final int MAX_BYTES = 16 * 1024 * 1024;

    static final Duration MAX_AGE = Duration.ofMinutes(10);

    /** Each may wait for a lock, or for a database that does not answer. */
    private static final int MAX_FAILURES = 3;

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

        boolean isOf(String threadId) {
            return threadId.equals(item.threadId());
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
     * Stores what is kept, thread by thread, until the store has been unavailable for {@value #MAX_FAILURES} of them. Called
     * every few seconds; blocks for the store. Does nothing while another thread does it.
     */
    public void retry() {
        if (storing.tryLock()) {
            try {
                dropExpired();
                int failures = 0;
                for (String thread : threads()) {
                    failures += storeOrPostpone(thread) ? 0 : 1;
                    if (failures == MAX_FAILURES) {
                        break;
                    }
                }
            } finally {
                storing.unlock();
            }
        }
    }

    private boolean storeOrPostpone(String threadId) {
        try {
            store(threadId);
            return true;
        } catch (UnavailableException e) {
            LOG.log(Level.DEBUG, "Answers in thread {0} still wait for the store: {1}", threadId, e.getMessage());
            postpone(threadId);
            return false;
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

    private void store(String threadId) {
        for (Deferred next = first(threadId); next != null; next = first(threadId)) {
            try {
                store.saveItem(next.caller, next.item);
                LOG.log(Level.INFO, "Answer in thread {0} is stored after the store was unavailable", threadId);
            } catch (UnavailableException e) {
                throw e;
            } catch (StoreException e) {
                LOG.log(Level.INFO, "Answer in thread {0} is dropped: {1}", threadId, e.getMessage());
            } catch (RuntimeException e) {
                ApplicationFailures.log(LOG, Level.ERROR, "Answer in thread " + threadId + " is dropped", e);
            }
            remove(next);
        }
    }

    private void dropExpired() {
        Instant oldest = clock.instant().minus(MAX_AGE);
        List<Deferred> expired;
        synchronized (kept) {
            expired = kept.stream()
                    .filter(deferred -> deferred.since.isBefore(oldest))
                    .toList();
        }
        for (Deferred deferred : expired) {
            LOG.log(
                    Level.ERROR,
                    "Answer in thread {0} is dropped: the store was unavailable for {1} minutes",
                    deferred.item.threadId(),
                    MAX_AGE.toMinutes());
            remove(deferred);
        }
    }

    /** The threads of which items are kept. */
    private List<String> threads() {
        synchronized (kept) {
            return kept.stream()
                    .map(deferred -> deferred.item.threadId())
                    .distinct()
                    .toList();
        }
    }

    private void postpone(String threadId) {
        synchronized (kept) {
            List<Deferred> postponed =
                    kept.stream().filter(deferred -> deferred.isOf(threadId)).toList();
            kept.removeAll(postponed);
            kept.addAll(postponed);
        }
    }

    private @Nullable Deferred first(String threadId) {
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
