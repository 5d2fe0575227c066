package ee.chatkit.store.jpa;

import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Cursor;
import ee.chatkit.model.Order;
import ee.chatkit.model.ThreadItem;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.hibernate.StatelessSession;
import org.hibernate.query.NativeQuery;
import org.jspecify.annotations.Nullable;

/** Native queries with their column types named, so that nobody asks the driver for them, and rows as records. */
final class Rows {
    /** The columns of a {@link ChatThread}, from {@code chatkit_threads t}. */
    static final String THREAD = """
        t.id as id, t.opportunity_id as opportunity_id, t.title as title, t.status as status, \
        t.status_reason as status_reason, t.allowed_image_domains as allowed_image_domains, \
        cast(t.metadata as text) as metadata, t.created_at as created_at, t.updated_at as updated_at\
        """;

    /** The columns of a {@link ThreadItem}, from {@code chatkit_thread_items i}. */
    static final String ITEM = """
        i.id as id, i.item_type as item_type, i.created_at as created_at, cast(i.content as text) as content, \
        i.seq as seq\
        """;

    /** Beyond all times that can be stored. */
    private static final Instant BEFORE_ALL = Instant.parse("0000-01-01T00:00:00Z");

    private static final Instant AFTER_ALL = Instant.parse("+10000-01-01T00:00:00Z");

    private Rows() {}

    static NativeQuery<Object[]> threads(StatelessSession session, String sql) {
        return session.createNativeQuery(sql, Object[].class)
                .addScalar("id", String.class)
                .addScalar("opportunity_id", String.class)
                .addScalar("title", String.class)
                .addScalar("status", String.class)
                .addScalar("status_reason", String.class)
                .addScalar("allowed_image_domains", String[].class)
                .addScalar("metadata", String.class)
                .addScalar("created_at", Instant.class)
                .addScalar("updated_at", Instant.class);
    }

    static ChatThread thread(Object[] row) {
        String[] domains = (String[]) row[5];
        return new ChatThread(
                text(row[0]),
                (String) row[1],
                (String) row[2],
                ThreadEntity.status(text(row[3]), (String) row[4]),
                domains == null ? null : List.of(domains),
                text(row[6]),
                (Instant) row[7],
                (Instant) row[8]);
    }

    static NativeQuery<Object[]> items(StatelessSession session, String sql) {
        return session.createNativeQuery(sql, Object[].class)
                .addScalar("id", String.class)
                .addScalar("item_type", String.class)
                .addScalar("created_at", Instant.class)
                .addScalar("content", String.class)
                .addScalar("seq", Long.class);
    }

    static ThreadItem item(String threadId, Object[] row) {
        return new ThreadItem(text(row[0]), threadId, text(row[1]), (Instant) row[2], text(row[3]));
    }

    /** A query whose rows are one number, named {@code n}. */
    static NativeQuery<Long> number(StatelessSession session, String sql) {
        return session.createNativeQuery(sql, Long.class).addScalar("n", Long.class);
    }

    static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    /** Where a list ordered by a time, then an id, goes on; at its very beginning when there is no cursor. */
    record TimePosition(Instant time, String id) {
        static TimePosition begin(Order order) {
            return new TimePosition(order == Order.ASC ? BEFORE_ALL : AFTER_ALL, "");
        }

        /** A client may write any position; what no time can be stands at the nearer end. */
        static TimePosition at(Cursor cursor, long position) {
            long within = Math.clamp(position, micros(BEFORE_ALL), micros(AFTER_ALL));
            return new TimePosition(Instant.EPOCH.plus(within, ChronoUnit.MICROS), cursor.id());
        }
    }

    private static String text(@Nullable Object column) {
        return (String) Objects.requireNonNull(column);
    }
}
