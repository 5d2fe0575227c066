package ee.chatkit.store.jpa;

import ee.chatkit.model.AuditEntry;
import ee.chatkit.model.AuditRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Adds records to {@code chatkit_audit} in the transaction of a connection. The head is locked from the first statement until the
 * transaction ends, so that this comes last. The hash is computed here, not in the database, because both stores and the
 * verification have the same one.
 */
final class AuditWriter {
    /** The time is read when the lock is held. */
    private static final String LOCK = """
        select h.last_number, h.last_hash, greatest(h.last_at, clock_timestamp()), h.first_number
        from chatkit_audit_head h for update\
        """;

    private static final String APPEND = """
        with head as (update chatkit_audit_head set last_number = ?, last_hash = ?, last_at = ? returning 1)
        insert into chatkit_audit (number, at, actor, origin, action, object_type, object_id, outcome, details,
            previous_hash, hash)
        values (?, ?, ?, ?, ?, ?, ?, ?, jsonb_object(cast(? as text[]), cast(? as text[])), ?, ?)
        returning 1\
        """;

    private static final HexFormat HEX = HexFormat.of();

    private AuditWriter() {}

    /** The head, which is locked. */
    record Head(long lastNumber, String lastHash, Instant now, long firstNumber) {}

    /** Adds records of these entries, in a transaction that the caller ends. */
    static void append(Connection connection, List<AuditEntry> entries) throws SQLException {
        Connection access = RowAccessConnection.ofAllUsers(connection);
        append(access, lock(access), entries);
    }

    static Head lock(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK);
                ResultSet row = statement.executeQuery()) {
            if (!row.next()) {
                throw new SQLException("chatkit_audit_head has no row");
            }
            return new Head(
                    row.getLong(1), HEX.formatHex(row.getBytes(2)), JdbcStatements.time(row, 3), row.getLong(4));
        }
    }

    /** Adds records behind a head that is locked. */
    static void append(Connection connection, Head head, List<AuditEntry> entries) throws SQLException {
        String hash = head.lastHash;
        long number = head.lastNumber;
        for (AuditEntry entry : entries) {
            number++;
            AuditRecord next = AuditRecord.after(hash, number, head.now, entry.storable());
            insert(connection, next);
            hash = next.hash();
        }
    }

    private static void insert(Connection connection, AuditRecord next) throws SQLException {
        AuditEntry entry = next.entry();
        @Nullable
        Object[] parameters = {
            next.number(),
            HEX.parseHex(next.hash()),
            next.at(),
            next.number(),
            next.at(),
            entry.actor(),
            entry.origin(),
            entry.action(),
            entry.objectType(),
            entry.objectId(),
            entry.outcome().name().toLowerCase(Locale.ROOT),
            entry.details().keySet().toArray(String[]::new),
            entry.details().values().toArray(String[]::new),
            HEX.parseHex(next.previousHash()),
            HEX.parseHex(next.hash())
        };
        try (PreparedStatement statement = JdbcStatements.prepare(connection, APPEND, parameters)) {
            statement.executeQuery().close();
        }
    }
}
