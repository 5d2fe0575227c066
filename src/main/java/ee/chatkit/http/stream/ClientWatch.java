package ee.chatkit.http.stream;

import ee.chatkit.servlet.ClientConnection;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Ends responses that a thread of the server writes, in blocking mode, to clients that do not read.
 *
 * <p>A client must take each {@value #PIECE} bytes within the write timeout. In all, writing may take the write timeout
 * and one second for each {@value #MIN_RATE} bytes; what the server itself needs to produce the response is not counted.
 * Otherwise the connection is aborted, and the thread, which waits in a write, is interrupted. It is never interrupted
 * elsewhere, such as in a call of the database.
 */
public final class ClientWatch {
    private static final int PIECE = 64 * 1024;
    private static final int MIN_RATE = 16 * 1024;

    private final Duration timeout;
    private final Set<WatchedOutput> open = ConcurrentHashMap.newKeySet();

    /** @param timeout how long a client may read nothing */
    public ClientWatch(Duration timeout) {
        this.timeout = timeout;
    }

    /**
     * Watches a response until the result is closed, which does not close the response.
     *
     * @param out the response, in blocking mode
     * @param connection the connection of its client
     */
    public OutputStream watch(OutputStream out, ClientConnection connection) {
        var watched = new WatchedOutput(out, connection);
        open.add(watched);
        return watched;
    }

    /** Ends responses whose clients do not read; called every second or so. */
    public void tick() {
        open.forEach(WatchedOutput::check);
    }

    private final class WatchedOutput extends OutputStream {
        private final OutputStream out;
        private final ClientConnection connection;
        private final ReentrantLock lock = new ReentrantLock();
        private Thread writer = Thread.currentThread();
        private boolean writing;
        private boolean expired;
        private long begin;
        private long waited;
        private long written;

        WatchedOutput(OutputStream out, ClientConnection connection) {
            this.out = out;
            this.connection = connection;
        }

        /** A write that may wait for the client. */
        private interface Write {
            void run() throws IOException;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            for (int at = 0; at < length; at += PIECE) {
                int from = offset + at;
                int piece = Math.min(PIECE, length - at);
                watched(() -> out.write(bytes, from, piece));
                written += piece;
            }
        }

        @Override
        public void flush() throws IOException {
            watched(out::flush);
        }

        @Override
        public void close() {
            open.remove(this);
        }

        private void watched(Write write) throws IOException {
            enter();
            try {
                write.run();
            } finally {
                leave();
            }
            requireOpen();
        }

        private void requireOpen() throws IOException {
            if (expired) {
                throw new IOException("the client does not read");
            }
        }

        private void enter() throws IOException {
            lock.lock();
            try {
                requireOpen();
                writer = Thread.currentThread();
                writing = true;
                begin = System.nanoTime();
            } finally {
                lock.unlock();
            }
        }

        private void leave() {
            lock.lock();
            try {
                writing = false;
                waited += System.nanoTime() - begin;
                if (expired) {
                    Thread.interrupted(); // it was the interrupt of this object
                }
            } finally {
                lock.unlock();
            }
        }

        void check() {
            lock.lock();
            try {
                if (!writing || expired) {
                    return;
                }
                long now = System.nanoTime() - begin;
                long allowed = timeout.plusSeconds(written / MIN_RATE).toNanos();
                if (now > timeout.toNanos() || waited + now > allowed) {
                    expired = true;
                    connection.abort();
                    writer.interrupt();
                }
            } finally {
                lock.unlock();
            }
        }
    }
}
