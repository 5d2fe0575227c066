package ee.chatkit.store.jpa;

import ee.chatkit.search.FoldedText;
import ee.chatkit.search.Grams;
import ee.chatkit.search.ItemText;
import ee.chatkit.store.SearchPosition;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/** A run of {@link JpaSearchIndex}, in its transaction. */
final class SearchIndexRun {
    /** A run ends with the item with which its texts exceed this number of characters. */
    private static final long MAX_CHARACTERS = 8 * 1024 * 1024;

    private static final int FETCH_SIZE = 50;

    /** The order in which threads are indexed. */
    record ThreadKey(String userId, Instant updatedAt) {
        static final ThreadKey FIRST = new ThreadKey("", Instant.EPOCH.minusSeconds(62_000_000_000L));
    }

    /** A thread of which something is missing, as it was read. */
    private record UnindexedThread(
            String id,
            String userId,
            @Nullable String opportunityId,
            @Nullable String title,
            Instant createdAt,
            long indexed,
            long last,
            boolean titleIndexed,
            Instant updatedAt) {
        static UnindexedThread of(ResultSet row) throws SQLException {
            return new UnindexedThread(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    JdbcStatements.time(row, 5),
                    row.getLong(6),
                    row.getLong(7),
                    row.getBoolean(8),
                    JdbcStatements.time(row, 9));
        }

        ThreadKey key() {
            return new ThreadKey(userId, updatedAt);
        }
    }

    /** The items of a thread that are indexed: those behind {@code begin}, up to {@code end}. */
    private record Part(UnindexedThread thread, long begin, long end) {
        Part upTo(long newEnd) {
            return new Part(thread, begin, newEnd);
        }

        /** Whether nobody has changed the thread in a way that concerns what was read of it. */
        boolean isValid(LockedThread now) {
            return now.indexed == thread.indexed
                    && now.titleIndexed == thread.titleIndexed
                    && Objects.equals(now.title, thread.title)
                    && now.userId.equals(thread.userId);
        }
    }

    private record LockedThread(
            String id,
            long indexed,
            boolean titleIndexed,
            @Nullable String title,
            String userId) {
        static LockedThread of(ResultSet row) throws SQLException {
            return new LockedThread(
                    row.getString(1), row.getLong(2), row.getBoolean(3), row.getString(4), row.getString(5));
        }
    }

    private record Place(String threadId, long position) {}

    /** A row of the index. */
    private record Entry(Part part, long position, Instant createdAt, String grams) {}

    private final StatelessSession session;
    private final ThreadKey begin;
    private final int limit;
    private final Map<Place, String> versions = new HashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private List<Part> parts = new ArrayList<>();
    private ThreadKey end = ThreadKey.FIRST;
    private int count;

    SearchIndexRun(StatelessSession session, ThreadKey begin, int limit) {
        this.session = session;
        this.begin = begin;
        this.limit = limit;
    }

    /** Behind which thread the next run begins; the first one when there are no others. */
    ThreadKey end() {
        return end;
    }

    /**
     * The number of items and titles that were indexed, and those without text; without those of threads that could not be locked,
     * which may be so for long.
     */
    int count() {
        return count;
    }

    void execute() {
        choose(JdbcStatements.list(
                session, SearchIndexStatements.THREADS, UnindexedThread::of, begin.userId, begin.updatedAt));
        if (parts.isEmpty()) {
            return;
        }
        Map<String, Part> byThread = new HashMap<>();
        parts.forEach(part -> byThread.put(part.thread.id, part));
        session.doWork(connection -> {
            try (PreparedStatement statement =
                    JdbcStatements.prepare(connection, SearchIndexStatements.ITEMS, arrays(parts))) {
                statement.setFetchSize(FETCH_SIZE);
                try (ResultSet rows = statement.executeQuery()) {
                    readItems(rows, byThread);
                }
            }
        });
        for (Part part : parts) {
            String title = part.thread.title;
            if (title != null && !part.thread.titleIndexed) {
                entries.add(new Entry(part, 0, part.thread.createdAt, grams(part.thread, title)));
            }
        }
        write();
        finish();
    }

    /** Takes threads until there are enough items. */
    private void choose(List<UnindexedThread> threads) {
        long rest = limit;
        ThreadKey done = begin;
        for (UnindexedThread thread : threads) {
            long last = Math.min(thread.last, thread.indexed + rest);
            parts.add(new Part(thread, thread.indexed, Math.max(thread.indexed, last)));
            rest -= Math.max(0, last - thread.indexed);
            if (last < thread.last || rest <= 0) {
                end = last < thread.last ? done : thread.key();
                return;
            }
            done = thread.key();
        }
        end = threads.size() < SearchIndexStatements.MAX_THREADS ? ThreadKey.FIRST : done;
    }

    /** Reads items in the order of {@link #parts} sorted by thread, as far as memory allows. */
    private void readItems(ResultSet rows, Map<String, Part> byThread) throws SQLException {
        parts.sort((one, other) -> SearchPosition.compareCodePoints(one.thread.id, other.thread.id));
        long characters = 0;
        while (rows.next()) {
            Part part = Objects.requireNonNull(byThread.get(rows.getString(1)));
            long position = rows.getLong(2);
            versions.put(new Place(part.thread.id, position), rows.getString(3));
            String content = rows.getString(6);
            String text = content == null ? "" : ItemText.of(rows.getString(5), content);
            if (!text.isEmpty()) {
                entries.add(new Entry(part, position, JdbcStatements.time(rows, 4), grams(part.thread, text)));
            }
            characters += content == null ? 0 : content.length();
            if (characters > MAX_CHARACTERS) {
                int index = parts.indexOf(part);
                parts = new ArrayList<>(parts.subList(0, index));
                parts.add(part.upTo(position));
                end = begin;
                return;
            }
        }
    }

    private static String grams(UnindexedThread thread, String text) {
        var grams = new Grams();
        grams.addText(FoldedText.of(text));
        if (thread.opportunityId != null) {
            grams.addOpportunity(thread.opportunityId);
        }
        return JpaSearch.array(grams);
    }

    private void write() {
        List<Part> titles = parts.stream()
                .filter(part -> !part.thread.titleIndexed)
                .map(part -> new Part(part.thread, -1, 0))
                .toList();
        JdbcStatements.list(session, SearchIndexStatements.DELETE, row -> true, arrays(parts));
        JdbcStatements.list(session, SearchIndexStatements.DELETE, row -> true, arrays(titles));
        JdbcStatements.list(
                session,
                SearchIndexStatements.INSERT,
                row -> true,
                texts(entries.stream().map(entry -> entry.part.thread.id)),
                entries.stream().map(Entry::position).toArray(Long[]::new),
                texts(entries.stream().map(entry -> entry.part.thread.userId)),
                texts(entries.stream().map(entry -> entry.createdAt.toString())),
                texts(entries.stream().map(Entry::grams)));
    }

    /** Notes what is indexed of those threads that can be locked and of which all is as it was read. */
    private void finish() {
        String[] ids = texts(parts.stream().map(part -> part.thread.id));
        Map<String, LockedThread> locked = new HashMap<>();
        JdbcStatements.lists(
                        session,
                        String.join("; ", Collections.nCopies(ids.length, SearchIndexStatements.LOCK_THREAD)),
                        // behind the threads may be the result of a statement that takes row access away
                        row -> row.getMetaData().getColumnCount() == 1
                                ? Optional.<LockedThread>empty()
                                : Optional.of(LockedThread.of(row)),
                        (Object[]) ids)
                .forEach(rows -> rows.forEach(row -> row.ifPresent(found -> locked.put(found.id, found))));
        List<Part> valid = parts.stream()
                .filter(part -> locked.containsKey(part.thread.id))
                .filter(part -> part.isValid(Objects.requireNonNull(locked.get(part.thread.id))))
                .toList();
        Map<String, Integer> unchanged = new HashMap<>();
        Map<String, Integer> present = new HashMap<>();
        JdbcStatements.list(
                session,
                SearchIndexStatements.VERSIONS,
                row -> {
                    String id = row.getString(1);
                    present.merge(id, 1, Integer::sum);
                    return row.getString(3).equals(versions.get(new Place(id, row.getLong(2))))
                            ? unchanged.merge(id, 1, Integer::sum)
                            : 0;
                },
                arrays(valid));
        Map<String, Integer> read = new HashMap<>();
        versions.keySet().forEach(place -> read.merge(place.threadId, 1, Integer::sum));
        List<Part> indexed = valid.stream()
                .filter(part -> Objects.equals(unchanged.get(part.thread.id), read.get(part.thread.id))
                        && Objects.equals(present.get(part.thread.id), read.get(part.thread.id)))
                .toList();
        for (Part part : indexed) {
            count += 1 + read.getOrDefault(part.thread.id, 0);
        }
        JdbcStatements.list(
                session,
                SearchIndexStatements.UPDATE,
                row -> true,
                texts(indexed.stream().map(part -> part.thread.id)),
                indexed.stream().map(Part::end).toArray(Long[]::new));
    }

    private static Object[] arrays(List<Part> parts) {
        return new Object[] {
            texts(parts.stream().map(part -> part.thread.id)),
            parts.stream().map(Part::begin).toArray(Long[]::new),
            parts.stream().map(Part::end).toArray(Long[]::new)
        };
    }

    private static String[] texts(Stream<String> texts) {
        return texts.toArray(String[]::new);
    }
}
