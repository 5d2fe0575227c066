package ee.chatkit.store.jpa;

import ee.chatkit.model.ArchiveEntry;
import ee.chatkit.store.WriteOutcome;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A batch of entries with the outcome of each. */
final class ArchiveBatch {
    /** Writes rows of one type. */
    interface Write<T> {
        List<WriteOutcome> write(List<T> rows) throws SQLException;
    }

    private final List<ArchiveEntry> entries;
    private final @Nullable WriteOutcome[] outcomes;

    ArchiveBatch(List<ArchiveEntry> entries) {
        this.entries = entries;
        this.outcomes = new WriteOutcome[entries.size()];
    }

    /** Writes all entries of one type, in runs of distinct keys. */
    <T extends ArchiveEntry> void writeAll(Class<T> kind, Function<T, Object> key, Write<T> write) throws SQLException {
        List<T> rows = new ArrayList<>();
        List<Integer> indexes = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            if (kind.isInstance(entries.get(i))) {
                rows.add(kind.cast(entries.get(i)));
                indexes.add(i);
            }
        }
        int next = 0;
        for (List<T> run : BatchStatement.splitByKey(rows, key)) {
            for (WriteOutcome writeOutcome : write.write(run)) {
                outcomes[indexes.get(next++)] = writeOutcome;
            }
        }
    }

    /** The number of items in this batch for each thread that begins in it. */
    Map<String, Long> itemCounts() {
        Map<String, Long> items = new HashMap<>();
        for (ArchiveEntry archiveEntry : entries) {
            switch (archiveEntry) {
                case ArchiveEntry.OwnedThread thread ->
                    items.put(thread.thread().id(), 0L);
                case ArchiveEntry.StoredItem item ->
                    items.computeIfPresent(item.item().threadId(), (id, count) -> count + 1);
                default -> {}
            }
        }
        return items;
    }

    List<WriteOutcome> outcomes() {
        return Arrays.stream(outcomes).map(Objects::requireNonNull).toList();
    }
}
