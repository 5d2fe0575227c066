package ee.chatkit.servlet;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;

/** A connection of WildFly. In HTTP/2, Undertow has an object for each stream, whose closing resets the stream. */
final class UndertowConnection extends ClientConnection {
    private static final System.Logger LOG = System.getLogger(UndertowConnection.class.getName());

    private final Object connection;
    private final Executor ioThread;

    private UndertowConnection(Object connection, Executor ioThread) {
        this.connection = connection;
        this.ioThread = ioThread;
    }

    static UndertowConnection find(ServletRequest request) throws ReflectiveOperationException {
        Object exchange = PublicMethods.call(request, "getExchange");
        return new UndertowConnection(
                PublicMethods.call(exchange, "getConnection"), (Executor) PublicMethods.call(exchange, "getIoThread"));
    }

    @Override
    void close() {
        abort();
    }

    @Override
    public boolean abort() {
        return call(connection, "close");
    }

    /** Undertow logs an error with a stack trace if it closes a response by itself whose connection is closed. */
    @Override
    public void abort(ServletOutputStream nonBlocking) {
        ioThread.execute(() -> {
            abort();
            try {
                nonBlocking.close();
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "Closed: {0}", e.getMessage());
            }
        });
    }

    @Override
    boolean waitsForBody() {
        return true;
    }

    @Override
    public boolean needsFlush() {
        return false;
    }

    /** Undertow then writes directly. */
    @Override
    public Runnable limitBuffers(ServletResponse response) {
        response.setBufferSize(1);
        return () -> {};
    }
}
