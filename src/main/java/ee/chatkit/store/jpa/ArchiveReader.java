package ee.chatkit.store.jpa;

import ee.chatkit.model.ArchiveEntry;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.store.Archive.Selection;
import ee.chatkit.store.Archive.Sink;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Reads all entries, table by table. The tables of threads, items, feedback and attachments are read by one cursor each, all
 * in the order of the threads, and merged: no entry is looked up, except that a long content of an item is read by a statement
 * of its own. Only the fetched rows are in memory, about a megabyte of them.
 */
final class ArchiveReader {
    /** A longer content, in bytes, is read by a statement of its own, which costs little beside its transfer. */
    private static final int SHORT_CONTENT = 16 * 1024;

    /** How many rows are fetched at a time of tables whose rows are short, and of those whose rows may have megabytes. */
    private static final int MANY = 64;

    private static final int FEW = 8;

    private static final String OWNER = "%s.user_id = ?";
    private static final String THREAD_OF_OWNER =
            "exists (select 1 from chatkit_threads t where t.id = %s.thread_id and t.user_id = ?)";

    private static final Query OPPORTUNITIES = new Query(
            OpportunityEntity.COLUMNS,
            "opportunities o where true",
            "o.user_id, o.created_at, o.id",
            OWNER.formatted("o"));

    private static final Query ACTIVE = new Query(
            "x.user_id, x.opportunity_id",
            "active_opportunity x where x.opportunity_id is not null",
            "x.user_id",
            OWNER.formatted("x"));

    private static final Query THREADS = new Query(
            ThreadEntity.COLUMNS + ", t.user_id", "chatkit_threads t where t.id > ?", "t.id", OWNER.formatted("t"));

    private static final Query ITEMS = items(false);
    private static final Query ADOPTED_ITEMS = items(true);

    private static Query items(boolean withPython) {
        return new Query(
                ItemEntity.shortColumns(withPython, SHORT_CONTENT) + ", i.thread_id",
                "chatkit_thread_items i where i.thread_id > ?",
                "i.thread_id, i.seq",
                THREAD_OF_OWNER.formatted("i"));
    }

    private static final String LONG_ITEM = " from chatkit_thread_items i where i.thread_id = ? and i.seq = ?";

    private static final Query FEEDBACK =
            new Query(FeedbackEntity.COLUMNS, """
                chatkit_feedback f join chatkit_thread_items i on i.thread_id = f.thread_id and i.id = f.item_id
                where f.thread_id > ?\
                """, "f.thread_id, i.seq", THREAD_OF_OWNER.formatted("f"));

    private static final Query ATTACHMENTS = new Query(
            AttachmentEntity.COLUMNS,
            "chatkit_attachments a where a.thread_id > ?",
            "a.thread_id, a.id",
            OWNER.formatted("a"));

    private static final Query UNSENT = new Query(
            AttachmentEntity.COLUMNS, "chatkit_attachments a where a.thread_id is null", "a.id", OWNER.formatted("a"));

    private static final Query HOLDS = new Query(JpaLegalHolds.COLUMNS, "chatkit_holds h where true", "h.id", "false");

    private final Connection connection;
    private final Selection selection;
    private final Sink sink;
    private final boolean adopted;

    ArchiveReader(Connection connection, Selection selection, Sink sink, boolean withPython) {
        this.connection = connection;
        this.adopted = withPython;
        this.selection = selection;
        this.sink = sink;
    }

    void read() throws SQLException, IOException {
        readAll(OPPORTUNITIES, ArchiveReader::opportunity);
        readAll(ACTIVE, row -> new ArchiveEntry.ActiveSelection(row.getString(1), row.getString(2)));
        readThreads();
        readAll(UNSENT, ArchiveReader::attachment);
        if (selection.owner() == null) {
            readAll(HOLDS, row -> new ArchiveEntry.PlacedHold(JpaLegalHolds.read(row)));
        }
    }

    private void readThreads() throws SQLException, IOException {
        try (var threads = open(THREADS, 10, FEW);
                var items = open(adopted ? ADOPTED_ITEMS : ITEMS, 6, MANY);
                var feedback = open(FEEDBACK, 1, MANY);
                var attachments = open(ATTACHMENTS, 3, FEW)) {
            while (threads.hasRow()) {
                ChatThread thread = ThreadEntity.of(threads.row()).toModel();
                String id = thread.id();
                sink.accept(
                        new ArchiveEntry.OwnedThread(threads.row().getString(ThreadEntity.COLUMN_COUNT + 1), thread));
                items.readMatching(id, row -> new ArchiveEntry.StoredItem(item(id, row)), sink);
                feedback.readMatching(
                        id,
                        row -> new ArchiveEntry.ItemFeedback(
                                FeedbackEntity.of(row).toModel()),
                        sink);
                attachments.readMatching(id, ArchiveReader::attachment, sink);
                threads.next();
            }
            if (items.hasRow() || feedback.hasRow() || attachments.hasRow()) {
                throw new IllegalStateException("Entries of threads that are not selected"); // rather than lose them
            }
        }
    }

    private ThreadItem item(String threadId, ResultSet row) throws SQLException {
        ItemEntity item = ItemEntity.of(threadId, row);
        if (row.getString(4) == null) {
            try (PreparedStatement statement =
                            connection.prepareStatement("select " + ItemEntity.columns(adopted) + LONG_ITEM);
                    ResultSet found = query(statement, threadId, item.seq)) {
                found.next();
                return ItemEntity.of(threadId, found).toModel();
            }
        }
        return item.toModel();
    }

    private static ResultSet query(PreparedStatement statement, String threadId, long position) throws SQLException {
        statement.setString(1, threadId);
        statement.setLong(2, position);
        return statement.executeQuery();
    }

    private void readAll(Query query, JdbcStatements.Row<ArchiveEntry> read) throws SQLException, IOException {
        try (var rows = open(query, 1, FEW)) {
            while (rows.hasRow()) {
                sink.accept(read.read(rows.row()));
                rows.next();
            }
        }
    }

    /** Counts the entries. */
    static long count(Connection connection, Selection selection) throws SQLException {
        long count = 0;
        List<Query> queries =
                new ArrayList<>(List.of(OPPORTUNITIES, ACTIVE, THREADS, ITEMS, FEEDBACK, ATTACHMENTS, UNSENT));
        if (selection.owner() == null) {
            queries.add(HOLDS);
        }
        for (Query query : queries) {
            try (PreparedStatement statement = query.prepare(connection, query.countSql(), selection);
                    ResultSet row = statement.executeQuery()) {
                count += row.next() ? row.getLong(1) : 0;
            }
        }
        return count;
    }

    /**
     * @param key the column that has the thread's id
     * @param fetchSize how many rows are in memory
     */
    private Rowset open(Query query, int key, int fetchSize) throws SQLException {
        return new Rowset(query.prepare(connection, query.selectSql(), selection), key, fetchSize);
    }

    /**
     * A table.
     *
     * @param from with the first conditions; a question mark is the thread id after which to begin
     * @param ownerCondition the condition that a row belongs to a user
     */
    private record Query(String columns, String from, String order, String ownerCondition) {
        /** {@link #prepare} inserts the condition of the owner. */
        String selectSql() {
            return "select " + columns + " from " + from + "%s order by " + order;
        }

        String countSql() {
            return "select count(*) from " + from + "%s";
        }

        PreparedStatement prepare(Connection connection, String sql, Selection selection) throws SQLException {
            Caller owner = selection.owner();
            PreparedStatement statement =
                    connection.prepareStatement(sql.formatted(owner == null ? "" : " and " + ownerCondition));
            int parameter = 1;
            if (from.contains("?")) {
                statement.setString(parameter++, Objects.requireNonNullElse(selection.afterThread(), ""));
            }
            if (owner != null) {
                statement.setString(parameter, owner.userId());
            }
            return statement;
        }
    }

    private static ArchiveEntry opportunity(ResultSet row) throws SQLException {
        var entity = OpportunityEntity.of(row);
        return new ArchiveEntry.OwnedOpportunity(entity.userId, entity.toModel());
    }

    private static ArchiveEntry attachment(ResultSet row) throws SQLException {
        var entity = AttachmentEntity.of(row);
        return new ArchiveEntry.OwnedAttachment(entity.userId, entity.toModel());
    }

    /** The rows of a cursor, of which a few are in memory. */
    private static final class Rowset implements AutoCloseable {
        private final PreparedStatement statement;
        private final ResultSet rows;
        private final int key;
        private boolean hasRow;

        Rowset(PreparedStatement statement, int key, int fetchSize) throws SQLException {
            this.statement = statement;
            this.key = key;
            try {
                statement.setFetchSize(fetchSize);
                this.rows = statement.executeQuery();
                next();
            } catch (SQLException e) {
                statement.close();
                throw e;
            }
        }

        boolean hasRow() {
            return hasRow;
        }

        ResultSet row() {
            return rows;
        }

        void next() throws SQLException {
            hasRow = rows.next();
        }

        /** Reads the next rows as long as they have this key. */
        void readMatching(String value, JdbcStatements.Row<ArchiveEntry> read, Sink sink)
                throws SQLException, IOException {
            while (hasRow && rows.getString(key).equals(value)) {
                sink.accept(read.read(rows));
                next();
            }
        }

        @Override
        public void close() throws SQLException {
            statement.close();
        }
    }
}
