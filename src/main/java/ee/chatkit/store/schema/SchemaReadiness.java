package ee.chatkit.store.schema;

import ee.chatkit.store.UnavailableException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Blocks operations until the schema is ready. While the first attempt to prepare it runs, operations wait up to 15
 * seconds, so that requests right after the start are delayed instead of rejected; after a failed attempt they are
 * rejected at once.
 */
public final class SchemaReadiness {
    private static final String STARTING = "database startup in progress";
    private static final long MAX_WAIT_SECONDS = 15;

    private final CountDownLatch decided = new CountDownLatch(1);
    private volatile boolean open;
    private volatile boolean adopted;
    private volatile @Nullable String problem;

    /**
     * Lets operations proceed.
     *
     * @param shared whether the schema was adopted, and the Python version may use it too
     */
    void open(boolean shared) {
        problem = null;
        adopted = shared;
        open = true;
        decided.countDown();
    }

    void fail(String reason) {
        problem = reason;
        decided.countDown();
    }

    /** Whether the schema was adopted, and the Python version may use it too. */
    public boolean isAdopted() {
        return adopted;
    }

    boolean isOpen() {
        return open;
    }

    /** Why operations cannot proceed now, without waiting; empty when they can. */
    Optional<String> rejection() {
        if (open) {
            return Optional.empty();
        }
        String reason = problem;
        return Optional.of(reason == null ? STARTING : reason);
    }

    /**
     * Returns when operations can proceed.
     *
     * @throws UnavailableException when they cannot
     */
    public void await() {
        if (open) {
            return;
        }
        try {
            if (!decided.await(MAX_WAIT_SECONDS, TimeUnit.SECONDS)) {
                throw new UnavailableException(STARTING);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnavailableException("interrupted while waiting for database startup", e);
        }
        String reason = problem;
        if (!open) {
            throw new UnavailableException(reason == null ? "database is not ready" : reason);
        }
    }
}
