package ee.chatkit.faults;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;

/** What must hold in the database itself. Tables are read without their indexes, so that a damaged index hides nothing. */
final class DatabaseInvariants {
    /** Queries that return the ids of what contradicts them. */
    private static final Map<String, String> QUERIES = Map.of(
            "two items with one position",
            "select thread_id || ' ' || seq from chatkit_thread_items group by thread_id, seq having count(*) > 1",
            "two items with one id in a thread",
            "select thread_id || ' ' || id from chatkit_thread_items group by thread_id, id having count(*) > 1",
            "an item behind the thread's last position",
            "select i.thread_id || ' ' || i.id from chatkit_thread_items i join chatkit_threads t on t.id = i.thread_id"
                    + " where i.seq > t.last_seq",
            "an item without a thread",
            "select thread_id || ' ' || id from chatkit_thread_items i"
                    + " where not exists (select from chatkit_threads t where t.id = i.thread_id)",
            "two files of one name",
            "select name from chatkit_attachments group by name having count(*) > 1",
            "bytes without a file",
            "select distinct upload_id from chatkit_attachment_chunks c"
                    + " where not exists (select from chatkit_attachment_uploads u where u.id = c.upload_id)");

    private DatabaseInvariants() {}

    /** The contradictions; empty if there are none. */
    static List<AuditFinding> check(DataSource superuser) throws SQLException {
        List<AuditFinding> findings = new ArrayList<>();
        try (Connection connection = superuser.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "set enable_indexscan = off; set enable_indexonlyscan = off; set enable_bitmapscan = off");
            for (var query : QUERIES.entrySet()) {
                try (ResultSet rows = statement.executeQuery(query.getValue())) {
                    while (rows.next()) {
                        findings.add(new AuditFinding(
                                AuditFinding.Type.DATABASE, query.getKey() + ": " + rows.getString(1)));
                    }
                }
            }
        }
        return findings;
    }

    /** Compares every B-tree index with its table, by the extension amcheck. */
    static List<AuditFinding> checkIndexes(DataSource superuser) throws SQLException {
        try (Connection connection = superuser.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create extension if not exists amcheck");
            statement.execute("select bt_index_check(c.oid, true) from pg_class c join pg_am a on a.oid = c.relam"
                    + " join pg_index i on i.indexrelid = c.oid where a.amname = 'btree' and i.indisvalid"
                    + " and c.relpersistence = 'p'");
            return List.of();
        } catch (SQLException e) {
            return List.of(new AuditFinding(AuditFinding.Type.DATABASE, "an index is damaged: " + e.getMessage()));
        }
    }
}
