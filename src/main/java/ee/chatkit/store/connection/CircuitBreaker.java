package ee.chatkit.store.connection;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Rejects calls at once while the database does not answer, so that callers do not occupy threads until their time limit. It is
 * opened when a call has run into a time limit. Then one call at a time may try, and the first that succeeds closes it.
 */
public final class CircuitBreaker {
    private final AtomicBoolean trial = new AtomicBoolean();
    private volatile @Nullable String reason;

    /** Why calls are rejected; empty when they are not. */
    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    /** Whether the caller may try although the circuit is open; one that may must call {@link #endTrial}. */
    public boolean beginTrial() {
        return trial.compareAndSet(false, true);
    }

    /** Ends the call that tried. */
    public void endTrial() {
        trial.set(false);
    }

    /** Rejects calls from now on. */
    public void open(String why) {
        reason = why;
    }

    /** Lets calls proceed. */
    public void close() {
        if (reason != null) {
            reason = null;
        }
    }
}
