package ee.chatkit.http.stream;

import ee.chatkit.servlet.ClientConnection;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Writes text to a response without blocking a thread of the server, or the carrier of a virtual thread, on a client that
 * does not read.
 *
 * <p><b>Mechanism.</b> The response is in non-blocking mode. A text is handed over in pieces of {@value #PIECE}
 * characters, each encoded when the server can take it, so a text is held once, as it was given. The thread that writes
 * is parked until the server has taken all; the server's {@link WriteListener} callbacks continue meanwhile.
 *
 * <p><b>Bound in time.</b> A client must take a piece within the write timeout, and the whole text within that and one
 * second for each {@value #MIN_RATE} characters. Otherwise its connection is aborted. <b>Bound in bytes.</b> What waits in
 * all streams is limited by {@link WaitingText}.
 *
 * <p><b>Concurrency.</b> There is no lock, because a server may call back while it holds locks of its own. Everything
 * that touches the response is done by one thread at a time in {@link #drain}: a thread that finds it running requests another run.
 * One thread at a time may {@link #write}.
 */
final class EventOutput implements WriteListener {
    /** How many characters are handed over at a time. */
    static final int PIECE = 8 * 1024;

    private static final int MIN_RATE = 16 * 1024;
    private static final long END_NANOS = Duration.ofSeconds(1).toNanos();

    /** A comment, which parsers of server-sent events ignore. */
    private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    private final ServletOutputStream out;
    private final ClientConnection connection;
    private final Duration timeout;
    private final WaitingText waiting;
    private final Runnable onFailure;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    /** How often {@link #drain} was asked for since it ran. */
    private final AtomicInteger requests = new AtomicInteger();

    private volatile @Nullable String pending;
    private volatile @Nullable Thread writer;
    private volatile boolean commentDue;

    /** Whether the server was found not ready, and has not called back since: it must not be asked meanwhile. */
    private volatile boolean callbackDue;

    private volatile long pieceDeadline;
    private volatile long lastWrite = System.nanoTime();

    /** The length of the longest text so far: a turn holds what it has sent and stored. Only writers use it. */
    private int longest;

    /** Only {@link #drain} uses these two. */
    private int position;

    private boolean unflushed;

    /** @param onFailure called once, when the client turns out to be disconnected or is given up; must not block */
    EventOutput(
            ServletOutputStream out,
            ClientConnection connection,
            Duration timeout,
            WaitingText waiting,
            Runnable onFailure) {
        this.out = out;
        this.connection = connection;
        this.timeout = timeout;
        this.waiting = waiting;
        this.onFailure = onFailure;
    }

    /** Begins the non-blocking mode. */
    void start() {
        out.setWriteListener(this);
    }

    /**
     * Writes a text. Blocks until the server has taken it.
     *
     * @throws IOException if the client is disconnected or does not read
     */
    void write(String text) throws IOException {
        requireOpen();
        long deadline = System.nanoTime()
                + timeout.plusSeconds(text.length() / MIN_RATE).toNanos();
        pieceDeadline = System.nanoTime() + timeout.toNanos();
        writer = Thread.currentThread();
        longest = Math.max(longest, text.length());
        pending = text;
        requestDrain();
        if (pending != null) {
            waiting.enter(this, longest);
            try {
                awaitTaken(deadline);
            } finally {
                waiting.leave(this);
            }
        }
        requireOpen();
    }

    private void awaitTaken(long textDeadline) {
        while (pending != null && failure.get() == null) {
            long now = System.nanoTime();
            long left = Math.min(pieceDeadline - now, textDeadline - now);
            if (left <= 0) {
                giveUp("the client does not read");
            } else if (Thread.currentThread().isInterrupted()) {
                giveUp("interrupted");
            } else {
                LockSupport.parkNanos(this, left);
            }
        }
    }

    /** Writes a comment if nothing was written for this long. */
    void tick(Duration silence) {
        if (pending == null && failure.get() == null && System.nanoTime() - lastWrite >= silence.toNanos()) {
            commentDue = true;
            requestDrain();
        }
    }

    /**
     * Ends the use of the response, which the server may use again for another request: nothing is written, flushed or
     * aborted from now on. Waits for what another thread is just writing, but not for long, because the server may hold it up
     * with a lock of the caller.
     */
    void end() {
        awaitDrained();
        failure.compareAndSet(null, new IOException("the stream has ended"));
        awaitDrained();
    }

    private void awaitDrained() {
        long deadline = System.nanoTime() + END_NANOS;
        while (requests.get() != 0 && System.nanoTime() < deadline) {
            LockSupport.parkNanos(END_NANOS / 1000);
        }
    }

    /** Aborts the connection, and with it the wait of the thread that writes. */
    void giveUp(String reason) {
        fail(new IOException(reason));
    }

    @Override
    public void onWritePossible() {
        callbackDue = false;
        requestDrain();
    }

    @Override
    public void onError(Throwable problem) {
        fail(problem);
    }

    private void requireOpen() throws IOException {
        Throwable problem = failure.get();
        if (problem != null) {
            throw new IOException(problem);
        }
    }

    private void requestDrain() {
        if (requests.getAndIncrement() != 0) {
            return;
        }
        int served = 1;
        do {
            drain();
            served = requests.addAndGet(-served);
        } while (served != 0);
    }

    /** Hands over as much as the server takes now. */
    private void drain() {
        try {
            while (failure.get() == null && (pending != null || commentDue || unflushed) && isReady()) {
                String text = pending;
                if (text == null && !commentDue) {
                    unflushed = false;
                    out.flush();
                } else {
                    unflushed = connection.needsFlush();
                    lastWrite = System.nanoTime();
                    if (position == 0 && commentDue) {
                        commentDue = false;
                        out.write(COMMENT);
                    } else if (text != null) {
                        pieceDeadline = lastWrite + timeout.toNanos();
                        out.write(nextPiece(text));
                        if (position == text.length()) {
                            position = 0;
                            pending = null;
                            LockSupport.unpark(writer);
                        }
                    }
                }
            }
        } catch (IOException | RuntimeException e) {
            fail(e);
        }
    }

    private boolean isReady() {
        if (callbackDue) {
            return false;
        }
        callbackDue = true;
        boolean ready = out.isReady();
        if (ready) {
            callbackDue = false;
        }
        return ready;
    }

    /** The next characters in UTF-8; a surrogate pair is not divided. */
    private byte[] nextPiece(String text) {
        int end = Math.min(position + PIECE, text.length());
        if (end < text.length() && Character.isHighSurrogate(text.charAt(end - 1))) {
            end++;
        }
        byte[] piece = text.substring(position, end).getBytes(StandardCharsets.UTF_8);
        position = end;
        return piece;
    }

    private void fail(Throwable problem) {
        if (failure.compareAndSet(null, problem)) {
            connection.abort(out); // before the thread that writes ends, and the response with it
            onFailure.run();
            pending = null;
            LockSupport.unpark(writer);
        }
    }
}
