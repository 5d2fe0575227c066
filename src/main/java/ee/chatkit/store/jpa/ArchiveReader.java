package ee.chatkit.store.jpa;

import ee.chatkit.model.Attachment;
import ee.chatkit.model.AttachmentType;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Entry;
import ee.chatkit.model.Feedback;
import ee.chatkit.model.FeedbackKind;
import ee.chatkit.model.Opportunity;
import ee.chatkit.model.OpportunityDetails;
import ee.chatkit.model.OpportunityStatus;
import ee.chatkit.store.Archive.Selection;
import ee.chatkit.store.Archive.Sink;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Reads everything there is, table by table; what hangs on threads comes out of one cursor for each table, all in the order
 * of the threads, so that nothing is looked up and nothing is kept.
 */
final class ArchiveReader {
    private static final String OPPORTUNITIES = """
        select id, user_id, name, client_name, description, current_phase, context_summary, status, created_at, updated_at
        from opportunities o where %s order by user_id, created_at, id\
        """;

    private static final String ACTIVE = """
        select user_id, opportunity_id from active_opportunity o
        where opportunity_id is not null and %s order by user_id\
        """;

    private static final String THREADS =
            "select " + Rows.THREAD + ", t.user_id from chatkit_threads t where t.id > ? and %s order by t.id";

    private static final String ITEMS = "select " + Rows.ITEM + """
        , i.thread_id from chatkit_thread_items i
        where i.thread_id > ? and %s order by i.thread_id, i.seq\
        """;

    private static final String FEEDBACK = """
        select f.item_id, f.kind, f.created_at, f.thread_id
        from chatkit_feedback f join chatkit_thread_items i on i.thread_id = f.thread_id and i.id = f.item_id
        where f.thread_id > ? and %s order by f.thread_id, i.seq\
        """;

    private static final String ATTACHMENT =
            "select a.id, a.user_id, a.thread_id, a.type, a.name, a.mime_type, a.size, a.details, a.created_at";

    private static final String ATTACHMENTS = ATTACHMENT + """
         from chatkit_attachments a where a.thread_id > ? and %s order by a.thread_id, a.id\
        """;

    private static final String UNSENT = ATTACHMENT + """
         from chatkit_attachments a where a.thread_id is null and %s order by a.id\
        """;

    private static final String EVERYBODY = "true";
    private static final String OWNER = "%s.user_id = ?";
    private static final String THREAD_OF_OWNER =
            "exists (select 1 from chatkit_threads t where t.id = %s.thread_id and t.user_id = ?)";

    private final Connection connection;
    private final Selection selection;
    private final Sink sink;

    ArchiveReader(Connection connection, Selection selection, Sink sink) {
        this.connection = connection;
        this.selection = selection;
        this.sink = sink;
    }

    void read() throws SQLException, IOException {
        each(OPPORTUNITIES, "o", ArchiveReader::opportunity);
        each(ACTIVE, "o", row -> new Entry.OfActive(row.getString(1), row.getString(2)));
        readThreads();
        each(UNSENT, "a", ArchiveReader::attachment);
    }

    private void readThreads() throws SQLException, IOException {
        try (var threads = open(THREADS, OWNER, "t", 10);
                var items = open(ITEMS, THREAD_OF_OWNER, "i", 6);
                var feedback = open(FEEDBACK, THREAD_OF_OWNER, "f", 4);
                var attachments = open(ATTACHMENTS, THREAD_OF_OWNER, "a", 3)) {
            while (threads.there()) {
                ChatThread thread = Rows.thread(threads.row());
                String id = thread.id();
                sink.accept(new Entry.OfThread(threads.row().getString(10), thread));
                items.each(id, row -> new Entry.OfItem(Rows.item(id, row)), sink);
                feedback.each(id, row -> new Entry.OfFeedback(feedback(id, row)), sink);
                attachments.each(id, ArchiveReader::attachment, sink);
                threads.next();
            }
        }
    }

    private void each(String sql, String alias, Sql.Row<Entry> read) throws SQLException, IOException {
        try (var rows = open(sql, OWNER, alias, 1)) {
            while (rows.there()) {
                sink.accept(read.read(rows.row()));
                rows.next();
            }
        }
    }

    private Rowset open(String sql, String owned, String alias, int key) throws SQLException {
        Caller owner = selection.owner();
        PreparedStatement statement =
                connection.prepareStatement(sql.formatted(owner == null ? EVERYBODY : owned.formatted(alias)));
        int parameter = 1;
        if (sql.contains("?")) {
            statement.setString(parameter++, selection.afterThread() == null ? "" : selection.afterThread());
        }
        if (owner != null) {
            statement.setString(parameter, owner.userId());
        }
        return new Rowset(statement, key);
    }

    private static Entry opportunity(ResultSet row) throws SQLException {
        var details = new OpportunityDetails(
                row.getString(3), row.getString(4), row.getString(5), row.getString(6), row.getString(7));
        var status = Words.read(OpportunityStatus.class, row.getString(8));
        return new Entry.OfOpportunity(
                row.getString(2),
                new Opportunity(row.getString(1), details, status, Sql.time(row, 9), Sql.time(row, 10)));
    }

    private static Feedback feedback(String threadId, ResultSet row) throws SQLException {
        var kind = Words.read(FeedbackKind.class, row.getString(2));
        return new Feedback(threadId, row.getString(1), kind, Sql.time(row, 3));
    }

    private static Entry attachment(ResultSet row) throws SQLException {
        return new Entry.OfAttachment(
                row.getString(2),
                new Attachment(
                        row.getString(1),
                        row.getString(3),
                        Words.read(AttachmentType.class, row.getString(4)),
                        row.getString(5),
                        row.getString(6),
                        row.getLong(7),
                        row.getString(8),
                        Sql.time(row, 9)));
    }

    /** The rows of a cursor, a few of them in memory. */
    private static final class Rowset implements AutoCloseable {
        /** An item can have megabytes. */
        private static final int FETCHED = 64;

        private final PreparedStatement statement;
        private final ResultSet rows;
        private final int key;
        private boolean there;

        Rowset(PreparedStatement statement, int key) throws SQLException {
            this.statement = statement;
            this.key = key;
            try {
                statement.setFetchSize(FETCHED);
                this.rows = statement.executeQuery();
                next();
            } catch (SQLException e) {
                statement.close();
                throw e;
            }
        }

        boolean there() {
            return there;
        }

        ResultSet row() {
            return rows;
        }

        void next() throws SQLException {
            there = rows.next();
        }

        /** The rows that have this key: those that come next. */
        void each(String value, Sql.Row<Entry> read, Sink sink) throws SQLException, IOException {
            while (there && rows.getString(key).equals(value)) {
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
