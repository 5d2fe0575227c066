package ee.chatkit.servlet;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A connection of Payara. In HTTP/2, what Grizzly closes is the stream. */
final class GrizzlyConnection extends ClientConnection {
    /** Between two looks at whether a request's first processing has returned. */
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(1);

    private static final long LONGEST_RETURN = TimeUnit.SECONDS.toNanos(10);

    private final Object request;
    private final Object connection;
    private final Object closeable;
    private final boolean shared;

    private GrizzlyConnection(Object request, Object connection, Object closeable, boolean shared) {
        this.request = request;
        this.connection = connection;
        this.closeable = closeable;
        this.shared = shared;
    }

    static GrizzlyConnection find(ServletRequest request) throws ReflectiveOperationException {
        Object processed = PublicMethods.call(request, "getUnwrappedCoyoteRequest", "getCoyoteRequest");
        Object context = PublicMethods.call(processed, "getContext");
        return new GrizzlyConnection(
                processed,
                PublicMethods.call(context, "getConnection"),
                PublicMethods.call(context, "getCloseable"),
                !request.getProtocol().startsWith("HTTP/1"));
    }

    @Override
    void close() {
        call(closeable, "closeSilently");
    }

    @Override
    boolean isOpen() {
        return answer(true, connection, "isOpen");
    }

    @Override
    public boolean abort() {
        return call(closeable, "terminateSilently");
    }

    @Override
    public void abort(ServletOutputStream nonBlocking) {
        abort();
    }

    @Override
    boolean awaitsBody() {
        return answer(false, request, "getRequest", "isExpectContent");
    }

    private static boolean answer(boolean unknown, Object object, String... methods) {
        try {
            return (boolean) PublicMethods.call(object, methods);
        } catch (ReflectiveOperationException | RuntimeException e) {
            unsupported(e.getClass().getName());
            return unknown;
        }
    }

    @Override
    boolean waitsForBody() {
        return false;
    }

    @Override
    ServletInputStream nonBlocking(ServletInputStream in) {
        try {
            return new GrizzlyInput(request, in);
        } catch (ReflectiveOperationException | RuntimeException e) {
            unsupported(e.getClass().getName());
            return in;
        }
    }

    /**
     * Waits until the first processing of the request has returned to the server. Payara would otherwise process it twice at the
     * same time, and a response whose asynchronous mode begins again meanwhile may never end.
     */
    @Override
    void runDispatch(AsyncContext context, Runnable dispatch) {
        if (hasReturned(context)) {
            dispatch.run();
        } else {
            Thread.ofVirtual().name("chatkit-dispatch").start(() -> {
                long deadline = System.nanoTime() + LONGEST_RETURN;
                while (!hasReturned(context) && System.nanoTime() - deadline < 0) {
                    LockSupport.parkNanos(PAUSE);
                }
                dispatch.run();
            });
        }
    }

    /** From then on the asynchronous mode cannot be configured (AsyncContext.setTimeout). */
    private static boolean hasReturned(AsyncContext context) {
        try {
            context.setTimeout(0);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    @Override
    public boolean needsFlush() {
        return true;
    }

    /**
     * Grizzly would otherwise queue megabytes of small events, each in a buffer of eight kilobytes; it now takes the next one
     * when the last one is sent. Streams of HTTP/2 share a connection, and have windows.
     */
    @Override
    public Runnable limitBuffers(ServletResponse response) {
        if (shared) {
            return () -> {};
        }
        try {
            int before = (int) PublicMethods.call(connection, "getMaxAsyncWriteQueueSize");
            return setQueueSize(1) ? () -> setQueueSize(before) : () -> {};
        } catch (ReflectiveOperationException | RuntimeException e) {
            unsupported(e.getClass().getName());
            return () -> {};
        }
    }

    private boolean setQueueSize(int bytes) {
        try {
            PublicMethods.find(connection.getClass(), "setMaxAsyncWriteQueueSize", int.class)
                    .invoke(connection, bytes);
            return true;
        } catch (ReflectiveOperationException | RuntimeException e) {
            unsupported(e.getClass().getName());
            return false;
        }
    }
}
