package ee.chatkit.limits;

import java.util.concurrent.atomic.AtomicBoolean;

/** A permit for one concurrent operation. Closing it from any thread, any number of times, returns it once. */
public final class LimitPermit implements AutoCloseable {
    /** A permit of a limit that is not set. */
    static final LimitPermit UNLIMITED = new LimitPermit(() -> {});

    private final Runnable release;
    private final AtomicBoolean released = new AtomicBoolean();

    LimitPermit(Runnable release) {
        this.release = release;
    }

    @Override
    public void close() {
        if (released.compareAndSet(false, true)) {
            release.run();
        }
    }
}
