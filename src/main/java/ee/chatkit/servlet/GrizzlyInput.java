package ee.chatkit.servlet;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A request body on Payara whose {@link ReadListener} is called by Grizzly, not by Payara.
 *
 * <p>Payara queues what {@code isReady} finds at once, such as the last chunk of a body, for another thread, but the current
 * thread reports it first. The queued call then comes to a request that may have ended, or whose object is used by the next
 * request of another client: an error is logged, or the body of that request is not reported. Payara also asks for more after
 * the last byte. If that was followed by another request on the connection, its response is never sent.
 *
 * <p><b>Mechanism.</b> A proxy of Grizzly's {@code ReadHandler} is notified, and asks for more only if Grizzly expects more. A
 * notification may come while another one is processed, by the same thread or another one. The thread that processes the first
 * one continues with the others.
 */
final class GrizzlyInput extends ServletInputStream implements InvocationHandler {
    private final ServletInputStream in;
    private final Object packet;
    private final Object buffer;
    private final Object handler;
    private final Method notifyAvailable;
    private final AtomicInteger notifications = new AtomicInteger();
    private @Nullable ReadListener listener;
    private volatile boolean complete;
    private volatile @Nullable Throwable failure;

    /**
     * Called while the request is processed.
     *
     * @param request Grizzly's request
     * @param in its body
     */
    GrizzlyInput(Object request, ServletInputStream in) throws ReflectiveOperationException {
        this.in = in;
        packet = PublicMethods.call(request, "getRequest");
        buffer = PublicMethods.call(request, "getInputBuffer");
        ClassLoader loader = buffer.getClass().getClassLoader();
        Class<?> type = Class.forName("org.glassfish.grizzly.ReadHandler", false, loader);
        notifyAvailable = PublicMethods.find(buffer.getClass(), "notifyAvailable", type);
        handler = Proxy.newProxyInstance(loader, new Class<?>[] {type}, this);
    }

    @Override
    public void setReadListener(ReadListener listener) {
        this.listener = listener;
        complete = in.isFinished(); // nothing reports this end
        notified();
    }

    /** Called by Grizzly, and for the methods of each object. */
    @Override
    @SuppressWarnings("ReferenceEquality") // of the proxy, whose own method this is
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
        switch (method.getName()) {
            case "onDataAvailable" -> notified();
            case "onAllDataRead" -> {
                complete = true;
                notified();
            }
            case "onError" -> {
                failure = arguments == null ? new IOException() : (Throwable) arguments[0];
                notified();
            }
            case "equals" -> {
                return arguments != null && proxy == arguments[0];
            }
            case "hashCode" -> {
                return System.identityHashCode(proxy);
            }
            default -> {
                return getClass().getName();
            }
        }
        return null;
    }

    private void notified() {
        if (listener == null || notifications.getAndIncrement() > 0) {
            return;
        }
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(GrizzlyInput.class.getClassLoader());
        try {
            while (process(listener)) {
                if (notifications.decrementAndGet() == 0) {
                    return;
                }
            }
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Processes one notification; returns false after the last one, when the request must not be used any more. */
    private boolean process(ReadListener reader) {
        boolean last = complete; // before reading: it becomes true after the last bytes have come
        try {
            if (failure == null) {
                reader.onDataAvailable();
                if (last) {
                    reader.onAllDataRead();
                    return false;
                }
                if (in.available() == 0 && expectsMore()) {
                    notifyAvailable.invoke(buffer, handler);
                }
            }
        } catch (InvocationTargetException e) {
            failure = e.getCause();
        } catch (IOException | ReflectiveOperationException | RuntimeException e) {
            failure = e;
        }
        Throwable error = failure;
        if (error == null) {
            return true;
        }
        reader.onError(error);
        return false;
    }

    /** Not if the last bytes have come, whose end is then reported. */
    private boolean expectsMore() throws ReflectiveOperationException {
        return (boolean) PublicMethods.call(packet, "isExpectContent");
    }

    @Override
    public boolean isReady() {
        try {
            return in.available() > 0;
        } catch (IOException e) {
            return true; // reading throws it, too
        }
    }

    @Override
    public boolean isFinished() {
        return in.isFinished();
    }

    @Override
    public int available() throws IOException {
        return in.available();
    }

    @Override
    public int read() throws IOException {
        return in.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return in.read(bytes, offset, length);
    }
}
