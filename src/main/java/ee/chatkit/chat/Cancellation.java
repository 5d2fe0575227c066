package ee.chatkit.chat;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Whether the client of a turn is disconnected, and the callbacks to run then. Each callback runs exactly once, on the
 * thread that cancels or, after that, on the thread that registers it. Safe for use by multiple threads.
 */
final class Cancellation {
    private static final System.Logger LOG = System.getLogger(Cancellation.class.getName());

    private final AtomicBoolean cancelled = new AtomicBoolean();
    private final List<Runnable> callbacks = new CopyOnWriteArrayList<>();

    boolean isCancelled() {
        return cancelled.get();
    }

    void cancel() {
        cancelled.set(true);
        callbacks.forEach(this::runOnce);
    }

    void onCancel(Runnable callback) {
        callbacks.add(callback);
        if (cancelled.get()) {
            runOnce(callback);
        }
    }

    /** Removal from the list decides which of two concurrent threads runs the callback. */
    private void runOnce(Runnable callback) {
        if (!callbacks.remove(callback)) {
            return;
        }
        try {
            callback.run();
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "Cancellation callback failed: {0}",
                    e.getClass().getName());
        }
    }
}
