package ee.chatkit.bench;

import ee.chatkit.model.ThreadItem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * The best case: the least that JDBC has to do for the same answers on the same tables, written by hand. Limits are constants,
 * because PostgreSQL plans a statement whose limit is a parameter each time.
 */
final class RawJdbc {
    static final String CONTENT = """
        {"content":[{"type":"output_text","annotations":[],"text":"%s"}]}\
        """.formatted("The quick brown fox jumps over the lazy dog. ".repeat(6));

    private final DataSource pool;
    private final String user;

    RawJdbc(DataSource pool, String user) {
        this.pool = pool;
        this.user = user;
    }

    long append(ThreadItem item) {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                    with thread as (
                        update chatkit_threads set last_seq = last_seq + 1, updated_at = greatest(updated_at, ?)
                        where id = ? and user_id = ? returning id, last_seq)
                    insert into chatkit_thread_items (thread_id, seq, id, item_type, content, created_at, updated_at)
                    select id, last_seq, ?, ?, cast(? as jsonb), ?, ? from thread
                    returning seq\
                    """)) {
            OffsetDateTime now = utc(Instant.now());
            statement.setObject(1, now);
            statement.setString(2, item.threadId());
            statement.setString(3, user);
            statement.setString(4, item.id());
            statement.setString(5, item.type());
            statement.setString(6, item.content());
            statement.setObject(7, utc(item.createdAt()));
            statement.setObject(8, now);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Items before a position, the newest first. */
    List<Item> items(String threadId, long before, int count) {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                    select i.id, i.item_type, i.created_at, i.content::text, i.seq from chatkit_thread_items i
                    where i.thread_id = (select t.id from chatkit_threads t where t.id = ? and t.user_id = ?)
                      and i.seq < ? order by i.seq desc limit %d\
                    """.formatted(count + 1))) {
            statement.setString(1, threadId);
            statement.setString(2, user);
            statement.setLong(3, before);
            List<Item> items = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    items.add(new Item(
                            rows.getString(1),
                            rows.getString(2),
                            rows.getObject(3, OffsetDateTime.class).toInstant(),
                            rows.getString(4),
                            rows.getLong(5)));
                }
            }
            return items;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    List<Row> threads(String owner, Instant before, String id, int count) {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                    select id, opportunity_id, title, status, status_reason, allowed_image_domains, metadata::text,
                        created_at, updated_at
                    from chatkit_threads where user_id = ? and (updated_at, id) < (?, ?)
                    order by updated_at desc, id desc limit %d\
                    """.formatted(count + 1))) {
            statement.setString(1, owner);
            statement.setObject(2, utc(before));
            statement.setString(3, id);
            List<Row> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(new Row(
                            rows.getString(1),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getString(4),
                            rows.getString(5),
                            rows.getArray(6),
                            rows.getString(7),
                            rows.getObject(8, OffsetDateTime.class).toInstant(),
                            rows.getObject(9, OffsetDateTime.class).toInstant()));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Four columns of the same threads. */
    List<Line> lines(String owner, Instant before, String id, int count) {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement("""
                    select id, title, created_at, updated_at
                    from chatkit_threads where user_id = ? and (updated_at, id) < (?, ?)
                    order by updated_at desc, id desc limit %d\
                    """.formatted(count + 1))) {
            statement.setString(1, owner);
            statement.setObject(2, utc(before));
            statement.setString(3, id);
            List<Line> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(new Line(
                            rows.getString(1),
                            rows.getString(2),
                            rows.getObject(3, OffsetDateTime.class).toInstant(),
                            rows.getObject(4, OffsetDateTime.class).toInstant()));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    /** An item as read. */
    record Item(String id, String type, Instant created, String content, long seq) {}

    /** A thread as read. */
    record Row(
            String id,
            String opportunity,
            String title,
            String status,
            String reason,
            Object domains,
            String metadata,
            Instant created,
            Instant updated) {}

    /** Some of a thread, as read. */
    record Line(String id, String title, Instant created, Instant updated) {}
}
