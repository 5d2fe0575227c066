package ee.chatkit.store.memory;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The one lock of a store. It is reentrant, and no code of callers runs while it is held. */
final class StoreLock {
    private final ReentrantLock lock = new ReentrantLock();

    <T extends @Nullable Object> T call(Supplier<T> operation) {
        lock.lock();
        try {
            return operation.get();
        } finally {
            lock.unlock();
        }
    }

    void run(Runnable operation) {
        this.<@Nullable Void>call(() -> {
            operation.run();
            return null;
        });
    }

    /**
     * Reads a record and stores a new version of it; starts again when another thread has changed it in between.
     *
     * @param read called with the lock
     * @param change called without the lock
     * @param replacement called with the lock
     */
    <T> T update(Supplier<T> read, Function<T, T> change, Replacement<T> replacement) {
        while (true) {
            T before = call(read);
            T wanted = change.apply(before);
            T stored = this.<@Nullable T>call(() -> replacement.replace(before, wanted));
            if (stored != null) {
                return stored;
            }
        }
    }

    /** Compares and sets. */
    interface Replacement<T> {
        /** Stores the new version and returns what is stored; returns null if the record is not {@code before}. */
        @Nullable
        T replace(T before, T wanted);
    }
}
