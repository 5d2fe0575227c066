package ee.chatkit.store.jpa;

import ee.chatkit.model.ArchiveEntry;
import ee.chatkit.model.AuditEntry;
import ee.chatkit.model.Feedback;
import ee.chatkit.model.LegalHold;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.store.Archive.Writer;
import ee.chatkit.store.WriteOutcome;
import ee.chatkit.store.connection.ManagedConnections;
import ee.chatkit.store.jpa.ArchiveStatements.NewThread;
import ee.chatkit.store.jpa.ArchiveStatements.PositionedItem;
import ee.chatkit.store.jpa.ArchiveStatements.ThreadEnd;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes an archive. Of each batch, all entries of one type are written by one statement, and the types in the order in which
 * they refer to each other.
 *
 * <p>A thread that is written is locked until the commit, so concurrent appends wait and positions stay consecutive; after a
 * commit its end is read again. A dry run locks nothing and is rolled back at the end.
 */
final class ArchiveWriter implements Writer {
    private static final Set<WriteOutcome> NOT_FOUND = EnumSet.of(
            WriteOutcome.ID_TAKEN, WriteOutcome.NO_OPPORTUNITY, WriteOutcome.NO_THREAD, WriteOutcome.NO_ITEM);

    /** Added to positions in a dry run: an insert at a position that another transaction uses would wait for it. */
    private static final long DRY_RUN_OFFSET = 1L << 60;

    private final ManagedConnections connections;
    private final Connection connection;
    private final boolean keep;
    private final boolean withRowAccess;
    private final BatchStatement<PositionedItem> findItems;
    private Map<String, ThreadImportState> threads = new HashMap<>();
    private final List<AuditEntry> audit = new ArrayList<>();
    private boolean committed;

    /**
     * Creates a writer in a transaction.
     *
     * @param keep false for a dry run
     * @param withPython whether the schema was adopted
     * @param withRowAccess whether transactions have a {@link RowAccess}, as this one has
     */
    ArchiveWriter(
            ManagedConnections connections,
            Connection connection,
            boolean keep,
            boolean withPython,
            boolean withRowAccess) {
        this.connections = connections;
        this.connection = connection;
        this.keep = keep;
        this.withRowAccess = withRowAccess;
        this.findItems = withPython ? ArchiveStatements.FIND_ADOPTED_ITEMS : ArchiveStatements.FIND_ITEMS;
    }

    @Override
    public List<WriteOutcome> add(List<ArchiveEntry> entries) {
        var batch = new ArchiveBatch(entries);
        try {
            refreshThreadsAfterCommit();
            batch.writeAll(
                    ArchiveEntry.OwnedOpportunity.class,
                    given -> given.opportunity().id(),
                    this::addOpportunities);
            batch.writeAll(
                    ArchiveEntry.ActiveSelection.class,
                    ArchiveEntry.ActiveSelection::userId,
                    rows -> write(keep ? ArchiveStatements.ACTIVE : ArchiveStatements.CHECK_ACTIVE, rows));
            addThreads(batch);
            batch.writeAll(
                    ArchiveEntry.StoredItem.class,
                    given -> List.of(given.item().threadId(), given.item().id()),
                    this::addItems);
            batch.writeAll(
                    ArchiveEntry.ItemFeedback.class,
                    given -> List.of(
                            given.feedback().threadId(), given.feedback().itemId()),
                    this::addFeedback);
            batch.writeAll(
                    ArchiveEntry.OwnedAttachment.class,
                    given -> given.attachment().id(),
                    this::addAttachments);
            batch.writeAll(ArchiveEntry.PlacedHold.class, given -> given.hold().id(), this::addHolds);
            if (keep) {
                updateEnds();
            }
        } catch (SQLException | RuntimeException e) {
            throw JpaArchive.translate(e);
        }
        retainLastThread(entries);
        return batch.outcomes();
    }

    @Override
    public void record(AuditEntry entry) {
        audit.add(entry);
    }

    @Override
    public void commit() {
        if (keep) {
            try {
                appendAudit();
                connection.commit();
                committed = true;
            } catch (SQLException e) {
                throw JpaArchive.translate(e);
            }
        }
    }

    /** As the last statements of the transaction, because they lock the head of the log. */
    private void appendAudit() throws SQLException {
        if (!audit.isEmpty()) {
            if (withRowAccess) {
                RowAccess.ALL_USERS.set(connection); // nothing was added since the last commit, perhaps
            }
            AuditWriter.append(connection, audit);
            audit.clear();
        }
    }

    @Override
    public void close() {
        try {
            JpaArchive.release(connections, connection);
        } catch (SQLException e) {
            throw JpaArchive.translate(e);
        }
    }

    private List<WriteOutcome> addOpportunities(List<ArchiveEntry.OwnedOpportunity> rows) throws SQLException {
        return write(ArchiveStatements.OPPORTUNITIES, rows);
    }

    private void addThreads(ArchiveBatch batch) throws SQLException {
        Map<String, Long> items = batch.itemCounts();
        batch.writeAll(ArchiveEntry.OwnedThread.class, given -> given.thread().id(), rows -> {
            List<WriteOutcome> outcomes = write(
                    ArchiveStatements.THREADS,
                    rows.stream()
                            .map(given -> new NewThread(
                                    given.userId(),
                                    given.thread().storable(),
                                    items.getOrDefault(given.thread().id(), 0L)))
                            .toList());
            Map<String, ThreadImportState> there = new HashMap<>();
            for (int i = 0; i < rows.size(); i++) {
                ArchiveEntry.OwnedThread given = rows.get(i);
                String id = given.thread().id();
                if (outcomes.get(i) == WriteOutcome.ADDED) {
                    threads.put(id, ThreadImportState.added(given.thread().updatedAt(), items.getOrDefault(id, 0L)));
                } else if (outcomes.get(i) == WriteOutcome.ALREADY_THERE) {
                    there.put(id, ThreadImportState.added(given.thread().updatedAt(), 0));
                }
            }
            threads.putAll(findEnds(there, ThreadImportState::existing));
            return outcomes;
        });
    }

    /**
     * Finds the ends of threads, without those that do not exist. Locks them, except in a dry run.
     */
    private Map<String, ThreadImportState> findEnds(Map<String, ThreadImportState> begun, StateWithEnd stateWithEnd)
            throws SQLException {
        Map<String, ThreadImportState> there = new HashMap<>();
        if (begun.isEmpty()) {
            return there;
        }
        @Nullable Object[] sorted = begun.keySet().stream().sorted().toArray();
        if (keep) {
            try (PreparedStatement statement =
                    JdbcStatements.prepare(connection, ArchiveStatements.lockThreads(sorted.length), sorted)) {
                statement.execute();
            }
        }
        Array ids = connection.createArrayOf("text", sorted);
        try (PreparedStatement statement = connection.prepareStatement(ArchiveStatements.FIND_ENDS)) {
            statement.setArray(1, ids);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String id = rows.getString(1);
                    ThreadImportState thread = Objects.requireNonNull(begun.get(id), "a thread that was asked for");
                    there.put(
                            id,
                            stateWithEnd.of(thread, rows.getLong(2) + (keep ? 0 : DRY_RUN_OFFSET), rows.getLong(3)));
                }
            }
        }
        return there;
    }

    /** A thread that continues in the next batch may have been changed or deleted since the commit released its lock. */
    private void refreshThreadsAfterCommit() throws SQLException {
        if (committed) {
            if (withRowAccess) {
                RowAccess.ALL_USERS.set(connection);
            }
            threads = findEnds(threads, (thread, end, lastItem) -> thread.afterCommit(end));
            committed = false;
        }
    }

    /** Items of a thread that was added by this writer cannot exist and are not looked up. */
    private List<WriteOutcome> addItems(List<ArchiveEntry.StoredItem> rows) throws SQLException {
        var outcomes = new WriteOutcome[rows.size()];
        List<PositionedItem> found = new ArrayList<>();
        for (ArchiveEntry.StoredItem row : rows) {
            ThreadImportState thread = threads.get(row.item().threadId());
            if (thread != null && thread.existedBefore()) {
                found.add(new PositionedItem(0, row.item().storable()));
            }
        }
        Map<ThreadItem, ExistingItem> there = findExisting(found);
        List<PositionedItem> toAdd = new ArrayList<>();
        List<Integer> indexes = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            ThreadItem item = rows.get(i).item();
            ThreadImportState thread = threads.get(item.threadId());
            if (thread == null) {
                outcomes[i] = WriteOutcome.NO_THREAD;
                continue;
            }
            ThreadItem storable = item.storable();
            ExistingItem place = there.get(storable);
            if (place != null) {
                thread.passedPosition(place.position);
                outcomes[i] = place.same ? WriteOutcome.ALREADY_THERE : WriteOutcome.DIFFERENT;
            } else if (thread.hasDiverged()) {
                outcomes[i] = WriteOutcome.DIVERGED;
            } else {
                toAdd.add(new PositionedItem(thread.nextPosition(), storable));
                indexes.add(i);
            }
        }
        List<WriteOutcome> added = insert(toAdd);
        for (int i = 0; i < added.size(); i++) {
            outcomes[indexes.get(i)] = added.get(i);
        }
        return Arrays.asList(outcomes);
    }

    private List<WriteOutcome> insert(List<PositionedItem> items) throws SQLException {
        if (items.isEmpty() || insertAll(items)) {
            return items.stream().map(item -> WriteOutcome.ADDED).toList();
        }
        List<WriteOutcome> outcomes = new ArrayList<>();
        List<ExistingItem> places = findItems.query(connection, items, ExistingItem::read);
        for (int i = 0; i < items.size(); i++) {
            ExistingItem there = places.get(i);
            if (!there.exists()) {
                outcomes.add(WriteOutcome.ID_TAKEN);
            } else if (there.position == items.get(i).position()) {
                outcomes.add(WriteOutcome.ADDED);
            } else {
                outcomes.add(there.same ? WriteOutcome.ALREADY_THERE : WriteOutcome.DIFFERENT);
            }
        }
        return outcomes;
    }

    private boolean insertAll(List<PositionedItem> items) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            ArchiveStatements.ITEMS.update(connection, items);
            connection.releaseSavepoint(before);
            return true;
        } catch (SQLException e) {
            if (!SqlFailure.UNIQUE_VIOLATION.equals(e.getSQLState())) {
                throw e;
            }
            connection.rollback(before);
            return ArchiveStatements.NEW_ITEMS.update(connection, items) == items.size();
        }
    }

    private Map<ThreadItem, ExistingItem> findExisting(List<PositionedItem> items) throws SQLException {
        Map<ThreadItem, ExistingItem> there = new HashMap<>();
        if (!items.isEmpty()) {
            List<ExistingItem> places = findItems.query(connection, items, ExistingItem::read);
            for (int i = 0; i < items.size(); i++) {
                if (places.get(i).exists()) {
                    there.put(items.get(i).item(), places.get(i));
                }
            }
        }
        return there;
    }

    private List<WriteOutcome> addFeedback(List<ArchiveEntry.ItemFeedback> rows) throws SQLException {
        return writeToKnownThreads(rows, row -> row.feedback().threadId(), known -> {
            List<Feedback> feedback =
                    known.stream().map(ArchiveEntry.ItemFeedback::feedback).toList();
            return write(ArchiveStatements.FEEDBACK, feedback);
        });
    }

    private List<WriteOutcome> addAttachments(List<ArchiveEntry.OwnedAttachment> rows) throws SQLException {
        return writeToKnownThreads(rows, row -> row.attachment().threadId(), known -> {
            List<ArchiveEntry.OwnedAttachment> storable = known.stream()
                    .map(row -> new ArchiveEntry.OwnedAttachment(
                            row.userId(), row.attachment().storable()))
                    .toList();
            return write(ArchiveStatements.ATTACHMENTS, storable);
        });
    }

    /** Threads are locked first: a deletion that has begun ends before, and one that waits sees the hold. */
    private List<WriteOutcome> addHolds(List<ArchiveEntry.PlacedHold> rows) throws SQLException {
        List<LegalHold> holds = rows.stream().map(ArchiveEntry.PlacedHold::hold).toList();
        @Nullable
        Object[] held = holds.stream()
                .map(LegalHold::threadId)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toArray();
        if (keep && held.length > 0) {
            try (PreparedStatement statement =
                    JdbcStatements.prepare(connection, ArchiveStatements.lockThreads(held.length), held)) {
                statement.execute();
            }
        }
        return write(ArchiveStatements.HOLDS, holds);
    }

    /** Writes the rows that are in no thread or in one that was not rejected; the others have no thread. */
    private <T> List<WriteOutcome> writeToKnownThreads(
            List<T> rows, Function<T, @Nullable String> threadId, ArchiveBatch.Write<T> write) throws SQLException {
        Predicate<T> isKnown = row -> {
            String id = threadId.apply(row);
            return id == null || threads.containsKey(id);
        };
        List<T> known = rows.stream().filter(isKnown).toList();
        Iterator<WriteOutcome> written = known.isEmpty()
                ? Collections.emptyIterator()
                : write.write(known).iterator();
        return rows.stream()
                .map(row -> isKnown.test(row) ? written.next() : WriteOutcome.NO_THREAD)
                .toList();
    }

    /**
     * Repeats the statement for rows that were neither added nor found: a concurrent transaction may have committed them since
     * the statement began. Not in a dry run.
     */
    private <T> List<WriteOutcome> write(BatchStatement<T> statement, List<T> rows) throws SQLException {
        List<WriteOutcome> outcomes = writeOnce(statement, rows);
        if (!keep || outcomes.stream().noneMatch(NOT_FOUND::contains)) {
            return outcomes;
        }
        List<WriteOutcome> again = writeOnce(statement, rows);
        return IntStream.range(0, outcomes.size())
                .mapToObj(i -> NOT_FOUND.contains(outcomes.get(i)) ? again.get(i) : outcomes.get(i))
                .toList();
    }

    private <T> List<WriteOutcome> writeOnce(BatchStatement<T> statement, List<T> rows) throws SQLException {
        return statement.query(connection, rows, row -> WriteOutcome.valueOf(row.getString(1)));
    }

    private void updateEnds() throws SQLException {
        List<ThreadEnd> ends = new ArrayList<>();
        threads.forEach((id, thread) -> {
            if (thread.isEndUnwritten()) {
                ends.add(new ThreadEnd(
                        id, thread.lastPosition(), thread.updatedAt().toString()));
                thread.markEndWritten();
            }
        });
        if (!ends.isEmpty()) {
            ArchiveStatements.UPDATE_ENDS.update(connection, ends);
        }
    }

    /** Forgets all threads but the last, which may continue in the next batch. */
    private void retainLastThread(List<ArchiveEntry> entries) {
        String last = null;
        for (ArchiveEntry archiveEntry : entries) {
            if (archiveEntry instanceof ArchiveEntry.OwnedThread(String userId, var thread)) {
                last = thread.id();
            }
        }
        if (last != null) {
            ThreadImportState kept = threads.get(last);
            threads = new HashMap<>();
            if (kept != null) {
                threads.put(last, kept);
            }
        }
    }

    /** The position of an existing item, and whether it is equal. */
    private record ExistingItem(long position, boolean same) {
        static ExistingItem read(ResultSet row) throws SQLException {
            return new ExistingItem(row.getLong(1), row.getBoolean(2));
        }

        /** Positions begin at 1. */
        boolean exists() {
            return position > 0;
        }
    }

    /** Derives the state of a thread from its end. */
    interface StateWithEnd {
        ThreadImportState of(ThreadImportState begun, long end, long lastItem);
    }
}
