package ee.chatkit.servlet;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The permits that a request holds while it is received and processed. They are returned once: when the servlet's thread has
 * processed the request with its complete body, or when its body is rejected, whichever way that happens. A response that is
 * written later, such as a stream of events, holds none of them.
 *
 * <p>It is an attribute of the request, where filters and resources find it. Safe for use by multiple threads.
 */
public final class RequestPermits {
    /** The request attribute with the permits. */
    public static final String ATTRIBUTE = "ee.chatkit.request-permits";

    private @Nullable List<Runnable> held = new ArrayList<>(2);

    RequestPermits() {}

    /**
     * Holds a permit.
     *
     * @param release returns it; called once, at once if the request has ended. Must not throw
     */
    public void hold(Runnable release) {
        synchronized (this) {
            if (held != null) {
                held.add(release);
                return;
            }
        }
        release.run();
    }

    /** Returns all permits. May be called more than once. */
    void release() {
        List<Runnable> ending;
        synchronized (this) {
            ending = held;
            held = null;
        }
        if (ending != null) {
            ending.forEach(Runnable::run);
        }
    }
}
