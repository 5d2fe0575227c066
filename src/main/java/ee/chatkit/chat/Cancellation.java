package ee.chatkit.chat;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** Whether the client is gone, and who wants to hear of it. */
final class Cancellation {
    private static final System.Logger LOG = System.getLogger(Cancellation.class.getName());

    private final AtomicBoolean isCancelled = new AtomicBoolean();
    private final List<Runnable> callbacks = new CopyOnWriteArrayList<>();

    boolean isCancelled() {
        return isCancelled.get();
    }

    void cancel() {
        isCancelled.set(true);
        callbacks.forEach(this::runOnce);
    }

    void onCancel(Runnable callback) {
        callbacks.add(callback);
        if (isCancelled.get()) {
            runOnce(callback);
        }
    }

    /** Whoever takes it out of the list calls it. */
    private void runOnce(Runnable callback) {
        if (!callbacks.remove(callback)) {
            return;
        }
        try {
            callback.run();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "cancelling failed: {0}", e.getClass().getName());
        }
    }
}
