package ee.chatkit.store.memory;

import ee.chatkit.model.AuditEntry;
import ee.chatkit.model.AuditRecord;
import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.store.AuditCursor;
import ee.chatkit.store.AuditLog;
import ee.chatkit.store.Deletions;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** {@link AuditLog} in memory: the latest records, under the lock of the store. */
final class MemoryAuditLog implements AuditLog {
    private static final int MAX_RECORDS = 10_000;

    /** How many are removed at once when there are too many, because each removal is recorded. */
    private static final int BATCH = 1_000;

    private final StoreLock lock;
    private final Clock clock;
    private final NavigableMap<Long, AuditRecord> records = new TreeMap<>();
    private long lastNumber;
    private String lastHash = AuditRecord.NO_HASH;
    private Instant lastTime = Instant.EPOCH;
    private String anchor = AuditRecord.NO_HASH;

    MemoryAuditLog(StoreLock lock, Clock clock) {
        this.lock = lock;
        this.clock = clock;
    }

    @Override
    public void record(AuditEntry entry) {
        lock.run(() -> {
            add(entry);
            if (records.size() > MAX_RECORDS) {
                removeFirst(BATCH);
            }
        });
    }

    private void add(AuditEntry entry) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        lastTime = now.isAfter(lastTime) ? now : lastTime;
        lastNumber++;
        AuditRecord next = AuditRecord.after(lastHash, lastNumber, lastTime, entry.storable());
        lastHash = next.hash();
        records.put(lastNumber, next);
    }

    @Override
    public Page<AuditRecord> list(Filter filter, PageRequest page) {
        long after = AuditCursor.after(page);
        return lock.call(() -> {
            NavigableMap<Long, AuditRecord> slice = page.order() == SortOrder.ASC
                    ? records.tailMap(after, false)
                    : records.headMap(after, false).descendingMap();
            List<AuditRecord> rows = slice.values().stream()
                    .filter(found -> matches(filter, found))
                    .limit(page.limit() + 1L)
                    .toList();
            return Page.of(rows, page.limit(), last -> Long.toString(last.number()));
        });
    }

    private static boolean matches(Filter filter, AuditRecord found) {
        AuditEntry entry = found.entry();
        return (filter.actor() == null || filter.actor().equals(entry.actor()))
                && (filter.action() == null || filter.action().equals(entry.action()))
                && (filter.objectId() == null || filter.objectId().equals(entry.objectId()))
                && (filter.from() == null || !found.at().isBefore(filter.from()))
                && (filter.to() == null || found.at().isBefore(filter.to()));
    }

    @Override
    public Chain chain() {
        return lock.call(() -> new Chain(first(), anchor, lastNumber, lastHash));
    }

    private long first() {
        return records.isEmpty() ? lastNumber + 1 : records.firstKey();
    }

    @Override
    public int removeBefore(Instant before, int limit) {
        return lock.call(() -> {
            Stream<AuditRecord> old = records.values().stream()
                    .limit(limit)
                    .takeWhile(found -> found.at().isBefore(before) && found.number() < lastNumber);
            int count = (int) old.count();
            if (count > 0) {
                removeFirst(count);
            }
            return count;
        });
    }

    private void removeFirst(int count) {
        long first = first();
        for (int n = 0; n < count; n++) {
            anchor = records.pollFirstEntry().getValue().hash();
        }
        add(Deletions.records(first, first + count - 1, anchor, count));
    }
}
