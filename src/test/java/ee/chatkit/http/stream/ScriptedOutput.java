package ee.chatkit.http.stream;

import ee.chatkit.servlet.ClientConnection;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/** A response in non-blocking mode whose client takes as many pieces as a test says. */
final class ScriptedOutput extends ServletOutputStream {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final AtomicInteger pieces = new AtomicInteger();
    private WriteListener listener;
    private volatile boolean broken;

    /** A connection of no known server. */
    static ClientConnection connection() {
        return ClientConnection.of((ServletRequest) Proxy.newProxyInstance(
                ServletRequest.class.getClassLoader(),
                new Class<?>[] {ServletRequest.class},
                (self, method, arguments) -> method.getName().equals("isAsyncStarted") ? Boolean.FALSE : null));
    }

    /** Lets the client take more pieces, and calls back. */
    void take(int more) {
        pieces.addAndGet(more);
        try {
            Objects.requireNonNull(listener).onWritePossible();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Has the next write fail. */
    void breakConnection() {
        broken = true;
    }

    synchronized String text() {
        return written.toString(StandardCharsets.UTF_8);
    }

    @Override
    public boolean isReady() {
        return pieces.get() > 0;
    }

    @Override
    public void setWriteListener(WriteListener given) {
        listener = given;
    }

    @Override
    public void write(int b) {
        throw new UnsupportedOperationException();
    }

    @Override
    public synchronized void write(byte[] bytes) throws IOException {
        if (broken) {
            throw new IOException("broken pipe");
        }
        if (pieces.getAndDecrement() <= 0) {
            throw new IllegalStateException("written although the client takes nothing");
        }
        written.write(bytes);
    }

    @Override
    public void flush() {
        if (pieces.get() <= 0) {
            throw new IllegalStateException("flushed although the client takes nothing");
        }
    }
}
