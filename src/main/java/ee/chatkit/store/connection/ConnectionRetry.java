package ee.chatkit.store.connection;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Whether a call is repeated after its connection failed: while that is safe, for three seconds at most. A pool may hold many
 * connections that ended at the same time, and drop them while others are given out, so there are many attempts, the later ones
 * after a pause.
 */
public final class ConnectionRetry {
    private static final long NANOS = Duration.ofSeconds(3).toNanos();
    private static final int ATTEMPTS_WITHOUT_PAUSE = 5;
    private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();

    /** Of a session that was opened before the database became writable again, and of a new one. */
    private static final int MAX_READ_ONLY = 2;

    private final long begin = System.nanoTime();
    private final boolean readOnly;
    private int attempts;
    private int readOnlyFailures;

    /**
     * Begins with the first attempt.
     *
     * @param readOnly whether the call changes nothing, so that it may run twice
     */
    public ConnectionRetry(boolean readOnly) {
        this.readOnly = readOnly;
    }

    /** Whether to make another attempt after a failure of this kind. Returns when it is time for that. */
    public boolean permits(ConnectionFailure failure) {
        boolean safe = switch (failure) {
            case NONE, TIMEOUT -> false;
            case NOT_EXECUTED -> true;
            case OUTCOME_UNKNOWN -> readOnly;
            case READ_ONLY -> ++readOnlyFailures < MAX_READ_ONLY;
        };
        if (!safe || System.nanoTime() - begin > NANOS) {
            return false;
        }
        if (++attempts > ATTEMPTS_WITHOUT_PAUSE) {
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return true;
    }
}
