package ee.chatkit.http.stream;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * The connection of a request, which can be aborted. The servlet API has no operation for that: a response that was begun
 * always ends as if it were complete, and one whose client does not read never ends.
 *
 * <p><b>Mechanism.</b> The connection is reached by public methods of the server's own request: in Undertow (WildFly)
 * the connection of the exchange, in Grizzly (Payara) what its filter chain can close. Both close the connection in
 * HTTP/1.1 and reset the one stream in HTTP/2. They are called by reflection, because the servers do not let
 * applications link to these classes. Another server's connections cannot be aborted, which is logged once.
 */
public final class ResponseConnection {
    private static final System.Logger LOG = System.getLogger(ResponseConnection.class.getName());

    private static final AtomicBoolean REPORTED = new AtomicBoolean();

    private final ServletRequest request;
    private final boolean undertow;

    private ResponseConnection(ServletRequest request) {
        this.request = request;
        this.undertow = has(request.getClass(), "getExchange");
    }

    /** The connection of a request that is being processed. Called on the thread that processes it. */
    public static ResponseConnection of(ServletRequest request) {
        ServletRequest own = request.isAsyncStarted()
                ? request.getAsyncContext().getRequest()
                : ServerRequestListener.serverRequest(request);
        while (own instanceof ServletRequestWrapper wrapper) {
            own = wrapper.getRequest();
        }
        return new ResponseConnection(own);
    }

    /**
     * Aborts the connection: the client sees an error instead of the end of the response, and nothing more is written.
     * May be called from any thread; has no effect when the connection is closed.
     *
     * @return whether the server supports it
     */
    public boolean abort() {
        try {
            if (undertow) {
                call(call(call(request, "getExchange"), "getConnection"), "close");
            } else {
                call(call(grizzly(), "getCloseable"), "terminateSilently");
            }
            return true;
        } catch (ReflectiveOperationException | RuntimeException e) {
            unsupported(e);
            return false;
        }
    }

    /** Aborts the connection of a response in non-blocking mode. */
    void abort(ServletOutputStream nonBlocking) {
        if (!undertow) {
            abort();
            return;
        }
        try {
            // Undertow logs an error with a stack trace if it closes a response by itself whose connection is closed
            Executor thread = (Executor) call(call(request, "getExchange"), "getIoThread");
            thread.execute(() -> {
                abort();
                try {
                    nonBlocking.close();
                } catch (IOException e) {
                    LOG.log(Level.DEBUG, "Closed: {0}", e.getMessage());
                }
            });
        } catch (ReflectiveOperationException | RuntimeException e) {
            unsupported(e);
        }
    }

    private static void unsupported(Exception e) {
        LOG.log(
                REPORTED.compareAndSet(false, true) ? Level.WARNING : Level.DEBUG,
                "Connections of clients cannot be aborted on this server: {0}",
                e.getClass().getName());
    }

    /**
     * Whether what is written in non-blocking mode must be flushed. In Undertow, a flush that fails calls listeners of the
     * request, which wait for locks of the JAX-RS implementation; without a buffer, none is needed.
     */
    boolean needsFlush() {
        return !undertow;
    }

    /**
     * Has the server buffer as little as possible of what is written in non-blocking mode. Called before the response
     * begins. Undertow writes directly. Grizzly would otherwise queue megabytes of small events, each in a buffer of
     * eight kilobytes; it now takes the next one when the last one is sent.
     *
     * @return undoes it for further responses on the connection
     */
    Runnable limitBuffers(ServletResponse response) {
        if (undertow) {
            response.setBufferSize(1);
            return () -> {};
        }
        if (!request.getProtocol().startsWith("HTTP/1")) {
            return () -> {}; // streams of HTTP/2 share a connection, and have windows
        }
        try {
            Object connection = call(grizzly(), "getConnection");
            int before = (int) call(connection, "getMaxAsyncWriteQueueSize");
            setQueueSize(connection, 1);
            return () -> {
                try {
                    setQueueSize(connection, before);
                } catch (ReflectiveOperationException | RuntimeException e) {
                    unsupported(e);
                }
            };
        } catch (ReflectiveOperationException | RuntimeException e) {
            unsupported(e);
            return () -> {};
        }
    }

    private static void setQueueSize(Object connection, int bytes) throws ReflectiveOperationException {
        Class<?> type = connection.getClass();
        while (type.getSuperclass() != Object.class && !Modifier.isPublic(type.getModifiers())) {
            type = type.getSuperclass();
        }
        type.getMethod("setMaxAsyncWriteQueueSize", int.class).invoke(connection, bytes);
    }

    private Object grizzly() throws ReflectiveOperationException {
        Object server = call(call(request, "getUnwrappedCoyoteRequest"), "getCoyoteRequest");
        return call(server, "getContext");
    }

    private static boolean has(Class<?> type, String method) {
        return Stream.of(type.getMethods()).anyMatch(found -> found.getName().equals(method));
    }

    /** Calls a method where it is declared by a public type: the object's own class may not be public. */
    private static Object call(Object target, String name) throws ReflectiveOperationException {
        Object result = publicMethod(target.getClass(), name).invoke(target);
        return result == null ? target : result;
    }

    private static Method publicMethod(Class<?> type, String name) throws NoSuchMethodException {
        for (Class<?> from = type; from != null; from = from.getSuperclass()) {
            if (Modifier.isPublic(from.getModifiers())) {
                return from.getMethod(name);
            }
            for (Class<?> contract : from.getInterfaces()) {
                if (has(contract, name)) {
                    return contract.getMethod(name);
                }
            }
        }
        throw new NoSuchMethodException(name);
    }
}
