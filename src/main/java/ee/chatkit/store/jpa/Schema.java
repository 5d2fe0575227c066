package ee.chatkit.store.jpa;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a database holds of ours, and whether it can be used: found out by two queries, before anything is done to it.
 *
 * @param tables those that statements would find under our names
 * @param changesets the changesets of ours that were applied
 * @param newest the newest release whose schema it has had
 */
record Schema(Map<String, Table> tables, Set<String> changesets, Optional<SchemaVersion> newest) {
    /** The oldest major version of PostgreSQL that is tested. */
    static final int OLDEST_POSTGRESQL = 14;

    /** The newest tag in the changelog. */
    static final SchemaVersion CURRENT = new SchemaVersion(1, 2);

    /** Our tables, each with the changeset that makes it. */
    static final Map<String, String> CHANGESET_OF_TABLE = Map.of(
            "opportunities", "opportunities",
            "active_opportunity", "active-opportunity",
            "chatkit_threads", "threads",
            "chatkit_thread_items", "thread-items",
            "chatkit_attachments", "attachments",
            "chatkit_feedback", "feedback",
            "chatkit_attachment_uploads", "attachment-uploads",
            "chatkit_attachment_chunks", "attachment-chunks");

    private static final String CHANGELOG_TABLE = "databasechangelog";

    /** It is where tables of the Python version were taken over. */
    private static final String ADOPTION_TABLE = "chatkit_adopted";

    private static final String TABLES = """
        select current_setting('server_encoding'), current_setting('transaction_read_only') = 'on',
            c.relname, c.relnamespace is not distinct from to_regnamespace(current_schema()),
            has_table_privilege(c.oid, 'select') and has_table_privilege(c.oid, 'insert')
                and has_table_privilege(c.oid, 'update') and has_table_privilege(c.oid, 'delete'),
            row_security_active(c.oid), array(
                select a.attname || ' ' || format_type(a.atttypid, null) || case when exists (
                        select from pg_index x
                        where x.indrelid = c.oid and x.indisprimary and x.indnatts = 1 and x.indkey[0] = a.attnum)
                    then ' primary' else '' end
                from pg_attribute a
                where a.attrelid = c.oid and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped)
        from (select 1) as one
        left join pg_class c on c.relname = any (string_to_array(?, ',')) and pg_table_is_visible(c.oid)\
        """;
    private static final String CHANGES = "select id, tag from " + CHANGELOG_TABLE + " where author = 'chatkit'";

    /**
     * One of our tables, or something of that name.
     *
     * @param inCurrentSchema whether it is where new tables would be made, and not further along the search path
     * @param accessible whether the role has all the rights that our statements need
     * @param rowSecurityActive whether policies decide which of its rows the role sees
     * @param columns name and type of each; empty when it is no plain table
     */
    record Table(boolean inCurrentSchema, boolean accessible, boolean rowSecurityActive, Set<String> columns) {}

    /** What is to be done. */
    enum Need {
        NOTHING,
        MIGRATION
    }

    /**
     * Looks at a database, in two queries at most.
     *
     * @throws UnsupportedDatabaseException when it is no PostgreSQL that can keep our tables
     */
    static Schema of(Connection connection) throws SQLException {
        requireSupportedVersion(connection);
        Map<String, Table> tables = tables(connection);
        Set<String> changes = new HashSet<>();
        Optional<SchemaVersion> newest = Optional.empty();
        if (tables.containsKey(CHANGELOG_TABLE)) {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(CHANGES)) {
                while (rows.next()) {
                    changes.add(rows.getString(1));
                    newest = SchemaVersion.newer(newest, SchemaVersion.of(rows.getString(2)));
                }
            }
        }
        return new Schema(tables, changes, newest);
    }

    /** A database that has become a standby answers, but keeps nothing. */
    static Optional<String> readOnly(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show transaction_read_only")) {
            return row.next() && row.getString(1).equals("on")
                    ? Optional.of(DatabaseProblem.READ_ONLY.reason())
                    : Optional.empty();
        }
    }

    /** The driver knows these from the login. */
    private static void requireSupportedVersion(Connection connection) throws SQLException {
        if (!connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
            throw new UnsupportedDatabaseException(DatabaseProblem.NOT_POSTGRESQL);
        }
        int version = connection.getMetaData().getDatabaseMajorVersion();
        if (version < OLDEST_POSTGRESQL) {
            throw new UnsupportedDatabaseException(DatabaseProblem.unsupportedVersion(version));
        }
    }

    private static Map<String, Table> tables(Connection connection) throws SQLException {
        Map<String, Table> tables = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(TABLES)) {
            statement.setString(
                    1, CHANGELOG_TABLE + "," + ADOPTION_TABLE + "," + String.join(",", CHANGESET_OF_TABLE.keySet()));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (!rows.getString(1).equals("UTF8")) {
                        throw new UnsupportedDatabaseException(DatabaseProblem.UNSUPPORTED_ENCODING);
                    }
                    if (rows.getBoolean(2)) {
                        throw new UnsupportedDatabaseException(DatabaseProblem.READ_ONLY);
                    }
                    if (rows.getString(3) != null) {
                        Set<String> columns = Set.of((String[]) rows.getArray(7).getArray());
                        tables.put(
                                rows.getString(3),
                                new Table(rows.getBoolean(4), rows.getBoolean(5), rows.getBoolean(6), columns));
                    }
                }
            }
        }
        return tables;
    }

    /**
     * What is to be done before this schema can be used. A newer one of the same major version has only more than ours, so
     * nodes of both versions can use it while they take turns.
     *
     * @throws UnsupportedDatabaseException when nothing should be done to it
     */
    Need need() {
        if (newest.isPresent() && newest.get().major() > CURRENT.major()) {
            throw new UnsupportedDatabaseException(
                    DatabaseProblem.newerSchema(newest.get().toString()));
        }
        Table log = tables.get(CHANGELOG_TABLE);
        if (log != null && log.rowSecurityActive()) {
            throw new UnsupportedDatabaseException(DatabaseProblem.ROW_LEVEL_SECURITY);
        }
        CHANGESET_OF_TABLE.forEach(this::requireOwnTable);
        if (newest.isPresent() && newest.get().compareTo(CURRENT) >= 0) {
            return Need.NOTHING;
        }
        if (!changesets.isEmpty() && log != null && !log.inCurrentSchema()) {
            throw new UnsupportedDatabaseException(DatabaseProblem.SEARCH_PATH_DIFFERS);
        }
        return Need.MIGRATION;
    }

    /** The release whose schema it is, once it needs nothing. */
    SchemaVersion version() {
        return newest.orElse(CURRENT);
    }

    /** Whether the Python version uses it too. */
    boolean isAdopted() {
        return tables.containsKey(ADOPTION_TABLE);
    }

    /** Whether it has the tables of the Python version, which are to be taken over. */
    boolean isSupabase() {
        return changesets.isEmpty() && SupabaseSchema.isPresentIn(tables);
    }

    private void requireOwnTable(String name, String change) {
        Table table = tables.get(name);
        if (changesets.contains(change)) {
            if (table == null) {
                throw new UnsupportedDatabaseException(DatabaseProblem.TABLES_MISSING);
            }
            requireAccess(table);
        } else if (table != null && table.inCurrentSchema()) {
            if (!isSupabase() || !SupabaseSchema.NAMES.contains(name)) {
                throw new UnsupportedDatabaseException(DatabaseProblem.TABLE_NAMES_TAKEN);
            }
            requireAccess(table);
        }
    }

    private static void requireAccess(Table table) {
        if (!table.accessible()) {
            throw new UnsupportedDatabaseException(DatabaseProblem.INSUFFICIENT_PRIVILEGES);
        }
        if (table.rowSecurityActive()) {
            throw new UnsupportedDatabaseException(DatabaseProblem.ROW_LEVEL_SECURITY);
        }
    }
}
