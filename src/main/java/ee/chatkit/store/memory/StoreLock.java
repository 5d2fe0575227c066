package ee.chatkit.store.memory;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The one lock of a store, held for moments only: no stranger's code runs under it. */
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
        lock.lock();
        try {
            operation.run();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Reads, and stores what the change makes of it; begins again as long as something else changed in between.
     *
     * @param change called without the lock
     * @param store called with the lock; null when there is something else now than what was read
     */
    <T> T change(Supplier<T> read, Function<T, T> change, Replacement<T> store) {
        while (true) {
            T before = call(read);
            T wanted = change.apply(before);
            T stored = this.<@Nullable T>call(() -> store.replace(before, wanted));
            if (stored != null) {
                return stored;
            }
        }
    }

    interface Replacement<T> {
        @Nullable
        T replace(T before, T wanted);
    }
}
