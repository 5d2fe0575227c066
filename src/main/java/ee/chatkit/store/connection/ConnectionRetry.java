package ee.chatkit.store.connection;

import java.time.Duration;

/**
 * Whether a call is repeated after its connection failed: while that is safe, for two seconds at most. A pool may hold many
 * connections that ended at the same time, so the number of attempts is the size of a large pool.
 */
public final class ConnectionRetry {
    private static final long NANOS = Duration.ofSeconds(2).toNanos();
    private static final int MAX_ATTEMPTS = 100;

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

    /** Whether to make another attempt after a failure of this kind. */
    public boolean permits(ConnectionFailure failure) {
        boolean safe = switch (failure) {
            case NONE, TIMEOUT -> false;
            case NOT_EXECUTED -> true;
            case OUTCOME_UNKNOWN -> readOnly;
            case READ_ONLY -> ++readOnlyFailures < MAX_READ_ONLY;
        };
        return safe && ++attempts < MAX_ATTEMPTS && System.nanoTime() - begin < NANOS;
    }
}
