package ee.chatkit.store.schema;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The state of the schema in a database, and whether it can be used: determined by at most two queries, before anything is
 * changed.
 *
 * @param tables the tables that statements would find under the names of {@link #CHANGESET_OF_TABLE}
 * @param changesets the applied changesets
 * @param newest the newest version that was applied
 */
record Schema(Map<String, Table> tables, Set<String> changesets, Optional<SchemaVersion> newest) {
    /** The newest tag in the changelog. */
    static final SchemaVersion CURRENT = new SchemaVersion(1, 7);

    private static final String TURN_JOURNAL = "turn-journal";
    private static final String AUDIT = "audit";

    /** The table of which no statement changes a row, and retention alone deletes some, if it is configured. */
    static final String APPEND_ONLY = "chatkit_audit";

    /** The tables, each with the changeset that creates it. */
    static final Map<String, String> CHANGESET_OF_TABLE = Map.ofEntries(
            Map.entry("opportunities", "opportunities"),
            Map.entry("active_opportunity", "active-opportunity"),
            Map.entry("chatkit_threads", "threads"),
            Map.entry("chatkit_thread_items", "thread-items"),
            Map.entry("chatkit_attachments", "attachments"),
            Map.entry("chatkit_feedback", "feedback"),
            Map.entry("chatkit_attachment_uploads", "attachment-uploads"),
            Map.entry("chatkit_attachment_chunks", "attachment-chunks"),
            Map.entry("chatkit_idempotency_keys", "idempotency-keys"),
            Map.entry("chatkit_nodes", TURN_JOURNAL),
            Map.entry("chatkit_turns", TURN_JOURNAL),
            Map.entry("chatkit_turn_events", TURN_JOURNAL),
            Map.entry(APPEND_ONLY, AUDIT),
            Map.entry("chatkit_audit_head", AUDIT),
            Map.entry("chatkit_search", "search"),
            Map.entry("chatkit_holds", "legal-holds"));

    static final String CHANGELOG_TABLE = "databasechangelog";

    /** Exists when a Supabase schema was adopted. */
    private static final String ADOPTION_TABLE = "chatkit_adopted";

    private static final String TABLES = """
        select current_setting('server_encoding'), current_setting('transaction_read_only') = 'on',
            c.relname, c.relnamespace is not distinct from to_regnamespace(quote_ident(current_schema())),
            has_table_privilege(c.oid, 'select') and has_table_privilege(c.oid, 'insert')
                and (c.relname = 'chatkit_audit'
                    or has_table_privilege(c.oid, 'update') and has_table_privilege(c.oid, 'delete')),
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
     * A table, or another relation with that name.
     *
     * @param inCurrentSchema whether it is in the schema in which new tables would be created
     * @param accessible whether the role has all privileges that statements need
     * @param rowSecurityActive whether policies restrict the rows that the role sees
     * @param columns name and type of each; empty when it is not an ordinary table
     */
    record Table(boolean inCurrentSchema, boolean accessible, boolean rowSecurityActive, Set<String> columns) {}

    /** What the schema needs before it can be used. */
    enum Need {
        NOTHING,
        MIGRATION
    }

    /**
     * Reads the state of a database.
     *
     * @throws UnsupportedDatabaseException when it is not a suitable PostgreSQL
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

    /** Without a query: the driver knows the version from the connection. */
    private static void requireSupportedVersion(Connection connection) throws SQLException {
        if (!connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
            throw new UnsupportedDatabaseException(DatabaseProblem.NOT_POSTGRESQL);
        }
        int version = connection.getMetaData().getDatabaseMajorVersion();
        if (version < SchemaPreparation.OLDEST_POSTGRESQL) {
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
     * What this schema needs. A newer one of the same major version only adds to the current one, so nodes of both versions
     * can use it during a rolling update.
     *
     * @throws UnsupportedDatabaseException when it must not be changed
     */
    Need need(RowLevelSecurity rowLevelSecurity) {
        if (newest.isPresent() && newest.get().major() > CURRENT.major()) {
            throw new UnsupportedDatabaseException(
                    DatabaseProblem.newerSchema(newest.get().toString()));
        }
        Table log = tables.get(CHANGELOG_TABLE);
        if (log != null && log.rowSecurityActive()) {
            throw new UnsupportedDatabaseException(DatabaseProblem.ROW_LEVEL_SECURITY);
        }
        CHANGESET_OF_TABLE.forEach(this::requireOwnTable);
        requirePolicies(rowLevelSecurity);
        if (newest.isPresent()
                && newest.get().compareTo(CURRENT) >= 0
                && (hasPolicies() || !rowLevelSecurity.createsPolicies())) {
            return Need.NOTHING;
        }
        if (!changesets.isEmpty() && log != null && !log.inCurrentSchema()) {
            throw new UnsupportedDatabaseException(DatabaseProblem.SEARCH_PATH_DIFFERS);
        }
        return Need.MIGRATION;
    }

    /** The version of a schema that needs nothing. */
    SchemaVersion version() {
        return newest.orElse(CURRENT);
    }

    /** Whether a Supabase schema was adopted, which the Python version may use at the same time. */
    boolean isAdopted() {
        return tables.containsKey(ADOPTION_TABLE);
    }

    /** Whether the policies for the rows of each user were created. */
    boolean hasPolicies() {
        return changesets.contains(RowLevelSecurity.CHANGESET);
    }

    /** Whether the tables were distributed by Citus. */
    boolean isDistributed() {
        return changesets.contains(SchemaDistribution.CHANGESET);
    }

    /** The Supabase schema that it is, to be adopted; empty for every other one. */
    Optional<SupabaseSchema> supabase() {
        return changesets.isEmpty() ? SupabaseSchema.of(tables) : Optional.empty();
    }

    private void requireOwnTable(String name, String change) {
        Table table = tables.get(name);
        if (changesets.contains(change)) {
            if (table == null) {
                throw new UnsupportedDatabaseException(DatabaseProblem.TABLES_MISSING);
            }
            requireAccess(table);
        } else if (table != null && table.inCurrentSchema()) {
            if (supabase().isEmpty() || !SupabaseSchema.NAMES.contains(name)) {
                throw new UnsupportedDatabaseException(DatabaseProblem.TABLE_NAMES_TAKEN);
            }
            requireAccess(table);
        }
    }

    private void requireAccess(Table table) {
        if (!table.accessible()) {
            throw new UnsupportedDatabaseException(DatabaseProblem.INSUFFICIENT_PRIVILEGES);
        }
        if (table.rowSecurityActive() && !hasPolicies()) {
            throw new UnsupportedDatabaseException(DatabaseProblem.ROW_LEVEL_SECURITY);
        }
    }

    private void requirePolicies(RowLevelSecurity rowLevelSecurity) {
        if (rowLevelSecurity.createsPolicies() && (isAdopted() || supabase().isPresent())) {
            throw new UnsupportedDatabaseException(DatabaseProblem.ROW_LEVEL_SECURITY_ADOPTED);
        }
        if (rowLevelSecurity.createsPolicies() && isDistributed()) {
            throw new UnsupportedDatabaseException(DatabaseProblem.ROW_LEVEL_SECURITY_DISTRIBUTED);
        }
        if (!hasPolicies()) {
            return;
        }
        switch (rowLevelSecurity) {
            case OFF -> {
                if (ownTables().anyMatch(Table::rowSecurityActive)) {
                    throw new UnsupportedDatabaseException(DatabaseProblem.ROW_LEVEL_SECURITY_ENABLED);
                }
            }
            case ON -> {
                if (!ownTables().allMatch(Table::rowSecurityActive)) {
                    throw new UnsupportedDatabaseException(DatabaseProblem.ROW_LEVEL_SECURITY_BYPASSED);
                }
            }
            case CREATE, AS_FOUND -> {}
        }
    }

    private Stream<Table> ownTables() {
        return CHANGESET_OF_TABLE.keySet().stream().map(tables::get).filter(Objects::nonNull);
    }
}
