package ee.chatkit.store.memory;

import ee.chatkit.model.Caller;
import ee.chatkit.store.UsageStore;

/** {@link UsageStore} in memory, which looks at all records. */
final class MemoryUsageStore implements UsageStore {
    private final StoreLock lock;
    private final MemoryThreads threads;
    private final MemoryAttachments attachments;

    MemoryUsageStore(StoreLock lock, MemoryThreads threads, MemoryAttachments attachments) {
        this.lock = lock;
        this.threads = threads;
        this.attachments = attachments;
    }

    @Override
    public long countThreads(Caller caller, long max) {
        return lock.call(() -> threads.all()
                .filter(found -> found.userId().equals(caller.userId()))
                .limit(max)
                .count());
    }

    private static long sum(long one, long other) {
        return other > Long.MAX_VALUE - one ? Long.MAX_VALUE : one + other;
    }

    @Override
    public long attachmentBytes(Caller caller) {
        return lock.call(() -> attachments
                .all()
                .filter(found -> found.userId().equals(caller.userId()))
                .mapToLong(found -> found.value().size())
                .reduce(0, MemoryUsageStore::sum));
    }
}
