package ee.chatkit.bench;

import ee.chatkit.model.ThreadItem;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import javax.sql.DataSource;

/**
 * The leanest schema that can hold conversations, and hand-written JDBC on it: numbers as ids, no foreign key, one index for each
 * table, no list of threads by activity, no unique ids of items.
 */
final class LeanSchema {
    private static final long USER = 1;

    private final DataSource pool;

    LeanSchema(DataSource pool) throws SQLException {
        this.pool = pool;
        ScaleBench.execute(pool, """
            create table lean_threads (id bigint generated always as identity primary key, user_id bigint not null,
                title text, updated_at timestamptz not null default now(), last_seq bigint not null default 0)
            with (fillfactor = 80);
            create table lean_items (thread_id bigint, seq bigint, item_type text not null, content jsonb not null,
                created_at timestamptz not null, primary key (thread_id, seq))\
            """);
    }

    long newThread() {
        return first("insert into lean_threads (user_id) values (?) returning id", USER);
    }

    long append(long thread, ThreadItem item) {
        return first(
                """
                with thread as (
                    update lean_threads set last_seq = last_seq + 1, updated_at = ? where id = ? and user_id = ?
                    returning id, last_seq)
                insert into lean_items (thread_id, seq, item_type, content, created_at)
                select id, last_seq, ?, cast(? as jsonb), ? from thread returning seq\
                """,
                OffsetDateTime.now(ZoneOffset.UTC),
                thread,
                USER,
                item.type(),
                item.content(),
                item.createdAt().atOffset(ZoneOffset.UTC));
    }

    /** A thread with so many items. */
    long newThread(int items) {
        long thread = newThread();
        first("""
            with item as (
                insert into lean_items (thread_id, seq, item_type, content, created_at)
                select ?, n, 'assistant_message', cast(? as jsonb), now() from generate_series(1, ?) n returning 1)
            update lean_threads set last_seq = (select count(*) from item) where id = ? returning 1\
            """, thread, RawJdbc.CONTENT, items, thread);
        return thread;
    }

    void delete(long thread) {
        first("""
            with items as (delete from lean_items where thread_id = ?)
            delete from lean_threads where id = ? and user_id = ? returning 1\
            """, thread, thread, USER);
    }

    private long first(String sql, Object... parameters) {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
