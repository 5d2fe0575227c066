package ee.chatkit.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The connection of a request, or only its stream in case of HTTP/2, which can be closed. The Servlet API has no operation for
 * that: a response that was begun always ends as if it were complete, one whose client does not read never ends, and Undertow,
 * which reads the rest of a request body when its response is complete, blocks a worker thread until it arrives.
 *
 * <p><b>Mechanism.</b> The connection is reached by public methods of the server's own request: in Undertow (WildFly) the
 * connection of the exchange, in Grizzly (Payara) what its filter chain can close. They are called by reflection, because the
 * servers do not let applications link to these classes. Another server's connections cannot be closed, which is logged once.
 *
 * <p>The connection is found while the request is processed: Payara uses the request's object again later, for another one.
 */
public abstract sealed class ClientConnection permits UndertowConnection, GrizzlyConnection, ClientConnection.Other {
    private static final System.Logger LOG = System.getLogger(ClientConnection.class.getName());

    private static final AtomicBoolean REPORTED = new AtomicBoolean();

    ClientConnection() {}

    /** Finds the connection of a request that is being processed. Called on the thread that processes it. */
    public static ClientConnection of(ServletRequest request) {
        ServletRequest original = request.isAsyncStarted()
                ? request.getAsyncContext().getRequest()
                : ServerRequestListener.serverRequest(request);
        while (original instanceof ServletRequestWrapper wrapper) {
            original = wrapper.getRequest();
        }
        String type = original.getClass().getName();
        try {
            if (type.startsWith("io.undertow.")) {
                return UndertowConnection.find(original);
            }
            if (type.startsWith("org.apache.catalina.")) {
                return GrizzlyConnection.find(original);
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            unsupported(e.getClass().getName());
        }
        return new Other();
    }

    /** Calls a public method without parameters; returns whether the server has it. */
    static boolean call(Object target, String method) {
        try {
            PublicMethods.call(target, method);
            return true;
        } catch (ReflectiveOperationException | RuntimeException e) {
            unsupported(e.getClass().getName());
            return false;
        }
    }

    static void unsupported(String reason) {
        LOG.log(
                REPORTED.compareAndSet(false, true) ? Level.WARNING : Level.DEBUG,
                "Connections of clients cannot be closed on this server: {0}",
                reason);
    }

    /**
     * Closes the connection when what was written is sent. May be called from any thread; has no effect when the connection is
     * closed.
     */
    abstract void close();

    /** Whether the connection is open; true if that is not known. */
    boolean isOpen() {
        return true;
    }

    /**
     * Aborts the connection: the client sees an error instead of the end of the response, and nothing more is written.
     * May be called from any thread; has no effect when the connection is closed.
     *
     * @return whether the server supports it
     */
    public abstract boolean abort();

    /** Aborts the connection of a response in non-blocking mode, as {@link #abort()} does. */
    public abstract void abort(ServletOutputStream nonBlocking);

    /** Whether the request body is not complete yet, if that is known without reading it. Called while the request is processed. */
    boolean awaitsBody() {
        return false;
    }

    /** Whether the server waits for the request body when the response is complete. */
    abstract boolean waitsForBody();

    /**
     * The body of the request for a {@link jakarta.servlet.ReadListener}. Called while the request is processed.
     *
     * @param in the body for reading as it arrives
     */
    ServletInputStream nonBlocking(ServletInputStream in) {
        return in;
    }

    /**
     * Runs an action that dispatches a request again, which may still be in its first processing by another thread.
     *
     * @param context the asynchronous mode that the first processing has started
     */
    void runDispatch(AsyncContext context, Runnable dispatch) {
        dispatch.run();
    }

    /**
     * Whether what is written in non-blocking mode must be flushed. In Undertow, a flush that fails calls listeners of the
     * request, which wait for locks of the JAX-RS implementation; without a buffer, none is needed.
     */
    public abstract boolean needsFlush();

    /**
     * Has the server buffer as little as possible of what is written in non-blocking mode. Called before the response
     * begins.
     *
     * @return undoes it for further responses on the connection
     */
    public abstract Runnable limitBuffers(ServletResponse response);

    /** The connection of an unknown server. */
    static final class Other extends ClientConnection {
        @Override
        void close() {
            abort();
        }

        @Override
        public boolean abort() {
            unsupported("unknown server");
            return false;
        }

        @Override
        public void abort(ServletOutputStream nonBlocking) {
            abort();
        }

        @Override
        boolean waitsForBody() {
            return false;
        }

        @Override
        public boolean needsFlush() {
            return true;
        }

        @Override
        public Runnable limitBuffers(ServletResponse response) {
            return () -> {};
        }
    }
}
