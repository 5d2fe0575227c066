package ee.chatkit.store.connection;

import ee.chatkit.store.UnavailableException;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Limits how many connections of this node are used by writers of one row. Writers of a row wait for each other in the database,
 * each with a connection; when a row stays locked, they would take every connection of the pool.
 *
 * <p>Two may be in the database at a time: one that runs and one that is next. Others wait here, in the order of their arrival,
 * without a connection, for as long as a statement may wait for a lock. When many wait already, further ones on threads of the
 * server are rejected at once, because those are few; a virtual thread that waits occupies nothing.
 */
public final class RowLimiter {
    /** Writers of one row that may wait without a connection before one on a thread of the server is rejected. */
    static final int MAX_WAITING = 16;

    private static final int CONNECTIONS = 2;

    private final long maxWaitMillis;
    private final ConcurrentHashMap<String, Row> rows = new ConcurrentHashMap<>();

    /** @param maxWait how long a writer may wait for its turn; zero for no limit */
    public RowLimiter(Duration maxWait) {
        this.maxWaitMillis = maxWait.isZero() ? Long.MAX_VALUE : maxWait.toMillis();
    }

    /**
     * Runs a write when it is its turn.
     *
     * @param row the id of the row that is locked first
     * @throws UnavailableException when too many writers of this row wait, or it has waited for too long
     */
    public <T extends @Nullable Object> T write(String row, Supplier<T> write) {
        Row queue = rows.compute(row, (id, found) -> (found == null ? new Row() : found).enter());
        try {
            queue.acquire(maxWaitMillis);
            try {
                return write.get();
            } finally {
                queue.turns.release();
            }
        } finally {
            rows.computeIfPresent(row, (id, found) -> found.leave());
        }
    }

    /** The writers of a row. Their number changes under the lock of the map's entry. */
    private static final class Row {
        private final Semaphore turns = new Semaphore(CONNECTIONS, true);
        private final AtomicInteger writers = new AtomicInteger();

        Row enter() {
            writers.incrementAndGet();
            return this;
        }

        @Nullable
        Row leave() {
            return writers.decrementAndGet() == 0 ? null : this;
        }

        void acquire(long maxWaitMillis) {
            if (turns.tryAcquire()) {
                return;
            }
            if (writers.get() > CONNECTIONS + MAX_WAITING
                    && !Thread.currentThread().isVirtual()) {
                throw busy();
            }
            try {
                if (!turns.tryAcquire(maxWaitMillis, TimeUnit.MILLISECONDS)) {
                    throw busy();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new UnavailableException("interrupted while waiting for another write", e);
            }
        }

        private static UnavailableException busy() {
            return new UnavailableException("too many concurrent writes to one thread or opportunity, try again");
        }
    }
}
