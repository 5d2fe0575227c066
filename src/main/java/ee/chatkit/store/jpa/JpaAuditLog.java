package ee.chatkit.store.jpa;

import ee.chatkit.model.AuditEntry;
import ee.chatkit.model.AuditOutcome;
import ee.chatkit.model.AuditRecord;
import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.store.AuditCursor;
import ee.chatkit.store.AuditLog;
import ee.chatkit.store.Deletions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * {@link AuditLog} in PostgreSQL: {@code chatkit_audit}, written by {@link AuditWriter}. Numbers and times ascend together, so that
 * an interval of time is one of numbers, whose ends an index finds.
 */
final class JpaAuditLog implements AuditLog {
    private static final HexFormat HEX = HexFormat.of();

    /** Details that are not texts, which only an alteration by hand can be, spoil the hash. */
    private static final String COLUMNS = """
        select a.number, a.at, a.actor, a.origin, a.action, a.object_type, a.object_id, a.outcome,
            array(select d.key from jsonb_each_text(a.details) d order by d.key),
            array(select d.value from jsonb_each_text(a.details) d order by d.key),
            a.details = (select coalesce(jsonb_object_agg(d.key, d.value), '{}') from jsonb_each_text(a.details) d),
            a.previous_hash, a.hash
        from chatkit_audit a
        where a.number\
        """;

    private static final String NEVER = "9223372036854775807";

    private static final String NUMBER_AT = " coalesce((select b.number from chatkit_audit b where b.at >= ?"
            + " order by b.at, b.number limit 1), " + NEVER + ")";

    private static final String CHAIN =
            "select h.first_number, h.anchor, h.last_number, h.last_hash from chatkit_audit_head h";

    private static final String ALLOW_REMOVAL = "select set_config('chatkit.audit_retention', 'on', true)";

    /** The newest record always stays. */
    private static final String LAST_TO_REMOVE = """
        select o.number, o.hash
        from (select a.number, a.hash, a.at from chatkit_audit a order by a.number limit ?) o
        where o.at < ? and o.number < ?
        order by o.number desc limit 1\
        """;

    private static final String REMOVE = """
        with gone as (delete from chatkit_audit a where a.number <= ? returning 1),
        head as (update chatkit_audit_head set first_number = ?, anchor = ? returning 1)
        select count(*) from gone\
        """;

    private final Database database;

    JpaAuditLog(Database database) {
        this.database = database;
    }

    @Override
    public void record(AuditEntry entry) {
        database.auditedOfAllUsers(session -> entry, List::of);
    }

    @Override
    public Page<AuditRecord> list(Filter filter, PageRequest page) {
        boolean ascending = page.order() == SortOrder.ASC;
        StringBuilder sql = new StringBuilder(COLUMNS).append(ascending ? " > ?" : " < ?");
        List<Object> parameters = new ArrayList<>();
        parameters.add(AuditCursor.after(page));
        add(sql, parameters, " and a.actor = ?", filter.actor());
        add(sql, parameters, " and a.action = ?", filter.action());
        add(sql, parameters, " and a.object_id = ?", filter.objectId());
        add(sql, parameters, " and a.number >=" + NUMBER_AT, filter.from());
        add(sql, parameters, " and a.number <" + NUMBER_AT, filter.to());
        sql.append(" order by a.number").append(ascending ? "" : " desc").append(" limit ?");
        parameters.add(page.limit() + 1);
        List<AuditRecord> rows = database.readOfAllUsers(
                session -> JdbcStatements.list(session, sql.toString(), JpaAuditLog::read, parameters.toArray()));
        return Page.of(rows, page.limit(), last -> Long.toString(last.number()));
    }

    private static void add(StringBuilder sql, List<Object> parameters, String condition, @Nullable Object value) {
        if (value != null) {
            sql.append(condition);
            parameters.add(value);
        }
    }

    private static AuditRecord read(ResultSet row) throws SQLException {
        Map<String, String> details = new TreeMap<>();
        String[] names = (String[]) row.getArray(9).getArray();
        @Nullable String[] values = (@Nullable String[]) row.getArray(10).getArray();
        for (int i = 0; i < names.length; i++) {
            details.put(names[i], String.valueOf(values[i]));
        }
        if (!row.getBoolean(11)) {
            details.put("", "details that are not texts");
        }
        var entry = new AuditEntry(
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                AuditOutcome.valueOf(row.getString(8).toUpperCase(Locale.ROOT)),
                details);
        return new AuditRecord(
                row.getLong(1),
                JdbcStatements.time(row, 2),
                entry,
                HEX.formatHex(row.getBytes(12)),
                HEX.formatHex(row.getBytes(13)));
    }

    @Override
    public Chain chain() {
        return Objects.requireNonNull(database.<@Nullable Chain>readOfAllUsers(session -> JdbcStatements.one(
                session,
                CHAIN,
                row -> new Chain(
                        row.getLong(1),
                        HEX.formatHex(row.getBytes(2)),
                        row.getLong(3),
                        HEX.formatHex(row.getBytes(4))))));
    }

    @Override
    public int removeBefore(Instant before, int limit) {
        return database.transactionOfAllUsers(
                session -> session.doReturningWork(connection -> removeBefore(connection, before, limit)));
    }

    private static int removeBefore(Connection connection, Instant before, int limit) throws SQLException {
        AuditWriter.Head head = AuditWriter.lock(connection);
        long last;
        byte[] hash;
        try (PreparedStatement statement =
                        JdbcStatements.prepare(connection, LAST_TO_REMOVE, limit, before, head.lastNumber());
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                return 0;
            }
            last = row.getLong(1);
            hash = row.getBytes(2);
        }
        try (PreparedStatement statement = JdbcStatements.prepare(connection, ALLOW_REMOVAL)) {
            statement.executeQuery().close();
        }
        int removed;
        try (PreparedStatement statement = JdbcStatements.prepare(connection, REMOVE, last, last + 1, hash);
                ResultSet row = statement.executeQuery()) {
            row.next();
            removed = row.getInt(1);
        }
        AuditWriter.append(
                connection, head, List.of(Deletions.records(head.firstNumber(), last, HEX.formatHex(hash), removed)));
        return removed;
    }
}
