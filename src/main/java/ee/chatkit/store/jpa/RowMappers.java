package ee.chatkit.store.jpa;

import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Cursor;
import ee.chatkit.model.SortOrder;
import ee.chatkit.model.ThreadItem;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Rows as records. JSON is taken as text and never parsed. */
final class RowMappers {
    /** The columns of a {@link ChatThread}, from {@code chatkit_threads t}. */
    static final String THREAD = """
        t.id, t.opportunity_id, t.title, t.status, t.status_reason, t.allowed_image_domains, t.metadata, \
        t.created_at, t.updated_at\
        """;

    private static final String ITEM = "i.id, i.item_type, i.created_at, i.content, i.seq";

    /** The content of {@code chatkit_thread_items i}, where it has the members of the envelope too. */
    static final String WITHOUT_ENVELOPE = "i.content - cast('{id,thread_id,type,created_at}' as text[])";

    private static final String ITEM_WITHOUT_ENVELOPE = ITEM.replace("i.content", WITHOUT_ENVELOPE);

    static final int ITEM_SEQ = 5;

    /** Beyond all times that can be stored. */
    private static final Instant BEFORE_ALL = Instant.parse("0000-01-01T00:00:00Z");

    private static final Instant AFTER_ALL = Instant.parse("+10000-01-01T00:00:00Z");

    private RowMappers() {}

    /**
     * The columns of a {@link ThreadItem} and its place, from {@code chatkit_thread_items i}.
     *
     * @param withPython whether the content of rows has the members of the envelope too
     */
    static String item(boolean withPython) {
        return withPython ? ITEM_WITHOUT_ENVELOPE : ITEM;
    }

    static ChatThread thread(ResultSet row) throws SQLException {
        Array domains = row.getArray(6);
        return new ChatThread(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                ThreadEntity.status(row.getString(4), row.getString(5)),
                domains == null ? null : List.of((String[]) domains.getArray()),
                row.getString(7),
                JdbcStatements.time(row, 8),
                JdbcStatements.time(row, 9));
    }

    static ThreadItem item(String threadId, ResultSet row) throws SQLException {
        return new ThreadItem(
                row.getString(1), threadId, row.getString(2), JdbcStatements.time(row, 3), row.getString(4));
    }

    static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    /** Where a list ordered by a time, then an id, goes on; at its very beginning when there is no cursor. */
    record TimePosition(Instant time, String id) {
        static TimePosition begin(SortOrder sortOrder) {
            return new TimePosition(sortOrder == SortOrder.ASC ? BEFORE_ALL : AFTER_ALL, "");
        }

        /** A client may write any position; what no time can be stands at the nearer end. */
        static TimePosition at(Cursor cursor, long position) {
            long within = Math.clamp(position, micros(BEFORE_ALL), micros(AFTER_ALL));
            return new TimePosition(Instant.EPOCH.plus(within, ChronoUnit.MICROS), cursor.id());
        }
    }
}
