package ee.chatkit.store.jpa;

import ee.chatkit.store.UnavailableException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Holds operations back until the schema is there. During the first attempt they wait a little, so that whoever calls
 * right after the start is served late and not refused; once an attempt has failed they are refused at once.
 */
final class SchemaReadiness {
    private static final long PATIENCE_SECONDS = 15;

    private final CountDownLatch decided = new CountDownLatch(1);
    private volatile boolean open;
    private volatile boolean withPython;
    private volatile @Nullable String problem;

    /** Lets operations through to a database that may be shared with the Python version. */
    void open(boolean shared) {
        problem = null;
        withPython = shared;
        open = true;
        decided.countDown();
    }

    void fail(String reason) {
        problem = reason;
        decided.countDown();
    }

    boolean isWithPython() {
        return withPython;
    }

    boolean isOpen() {
        return open;
    }

    void await() {
        if (open) {
            return;
        }
        try {
            if (!decided.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new UnavailableException("the database is still being prepared");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("interrupted while the database was being prepared", e);
        }
        String reason = problem;
        if (!open) {
            throw new UnavailableException(reason == null ? "the database is not ready" : reason);
        }
    }
}
