package ee.chatkit.servlet;

import ee.chatkit.transfer.Spool.TemporaryFiles;
import java.lang.System.Logger.Level;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The request bodies of this node that are being received, and their common limits.
 *
 * <p>A body that is not complete when its request is occupies no thread: the server's I/O threads hand over what arrives, and
 * one periodic task, {@link #sweep}, ends what is too slow. The memory that bodies occupy is bounded by their number, the
 * disk space by their bytes.
 */
public final class RequestBodies {
    private static final System.Logger LOG = System.getLogger(RequestBodies.class.getName());

    private final RequestBodyLimits limits;
    private final TemporaryFiles files;
    private final Set<PendingBody> pending = ConcurrentHashMap.newKeySet();
    private final AtomicInteger receiving = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final Queue<Closing> closing = new ConcurrentLinkedQueue<>();

    /** A connection whose server discards a body itself, and when that has taken too long. */
    private record Closing(ClientConnection connection, long time) {}

    /**
     * Without a body.
     *
     * @param files creates files for bodies that do not fit in memory
     */
    public RequestBodies(RequestBodyLimits limits, TemporaryFiles files) {
        this.limits = limits;
        this.files = files;
    }

    RequestBodyLimits limits() {
        return limits;
    }

    ReceivedBytes newBytes() {
        return new ReceivedBytes(files);
    }

    /** Ends bodies that are too slow. Called periodically, more often than the timeout. */
    public void sweep() {
        long now = System.nanoTime();
        for (PendingBody body : pending) {
            try {
                body.sweep(now);
            } catch (RuntimeException e) { // of the server, if it has ended the request itself; others are swept anyway
                LOG.log(Level.DEBUG, "Request cannot be ended", e);
                remove(body);
            }
        }
        for (Closing next = closing.peek(); next != null && now - next.time() >= 0; next = closing.peek()) {
            closing.remove(next);
            next.connection().close();
        }
    }

    /** Closes a connection, which serves no further request, when its body has taken too long. */
    void closeLater(ClientConnection connection) {
        closing.add(new Closing(connection, System.nanoTime() + limits.timeout().toNanos()));
    }

    /** The number of bodies that are not complete. */
    public int pendingBodies() {
        return pending.size();
    }

    void add(PendingBody body) {
        pending.add(body);
    }

    void remove(PendingBody body) {
        pending.remove(body);
    }

    /** Whether one more body may be received; if so, {@link #received} is called later. */
    boolean tryReceive() {
        return tryAdd(receiving, limits.maxPending());
    }

    private static boolean tryAdd(AtomicInteger count, int max) {
        if (count.incrementAndGet() > max) {
            count.decrementAndGet();
            return false;
        }
        return true;
    }

    void received() {
        receiving.decrementAndGet();
    }

    /** Whether so many more bytes may be held; if so, they are released later. */
    boolean tryHold(int count) {
        if (bytes.addAndGet(count) > limits.maxBytes()) {
            bytes.addAndGet(-count);
            return false;
        }
        return true;
    }

    void release(long count) {
        bytes.addAndGet(-count);
    }
}
