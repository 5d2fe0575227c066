package ee.chatkit.store.schema;

import org.jspecify.annotations.Nullable;

/**
 * Why the database cannot be used. SQLSTATE codes are mapped according to PostgreSQL's list of error codes and to the
 * codes that its JDBC driver assigns to its own failures.
 *
 * @param reason for health checks and 503 responses; contains no host, user, statement or row
 * @param advice for the log: what an operator can do
 */
public record DatabaseProblem(String reason, String advice) {
    public static final DatabaseProblem UNAVAILABLE = new DatabaseProblem(
            "database unavailable: connection failed",
            "Check that PostgreSQL is running, that the address in the datasource is correct, and that no firewall"
                    + " blocks it.");
    public static final DatabaseProblem NO_RESPONSE = new DatabaseProblem(
            "database unavailable: no response",
            "A connection is open, but PostgreSQL did not answer within chatkit.database.timeout. Check its load, its"
                    + " disk and the network.");
    static final DatabaseProblem AUTHENTICATION_FAILED = new DatabaseProblem(
            "database authentication failed",
            "Check user and password of the datasource, and pg_hba.conf. No restart is needed when the password is"
                    + " changed in the database.");
    static final DatabaseProblem DATABASE_NOT_FOUND = new DatabaseProblem(
            "database does not exist",
            "Create it (create database ... owner ...), or correct the address in the datasource.");
    static final DatabaseProblem TOO_MANY_CONNECTIONS = new DatabaseProblem(
            "too many database connections",
            "Raise max_connections in PostgreSQL, or reduce the size of the connection pools that use it.");
    static final DatabaseProblem CONNECTIONS_NOT_ALLOWED = new DatabaseProblem(
            "database does not allow connections", "Enable them: alter database ... with allow_connections true.");
    static final DatabaseProblem INSUFFICIENT_RESOURCES =
            new DatabaseProblem("database has insufficient resources", "Check its disk space, its memory and its log.");
    static final DatabaseProblem STARTING_OR_SHUTTING_DOWN =
            new DatabaseProblem("database is starting up or shutting down", "If it lasts, check PostgreSQL's log.");
    static final DatabaseProblem STATEMENT_CANCELLED = new DatabaseProblem(
            "statement cancelled by the database", "Check statement_timeout and which sessions cancel statements.");
    static final DatabaseProblem LOCKED = new DatabaseProblem(
            "a row or table is locked in the database, try again", "Find the transaction that stays open in pg_locks.");
    static final DatabaseProblem INTERNAL_ERROR =
            new DatabaseProblem("database reports an internal error", "Check PostgreSQL's log.");
    public static final DatabaseProblem CONNECTION_UNAVAILABLE = new DatabaseProblem(
            "no database connection available",
            "The connection pool gives no cause; all of its connections may be in use. Test the datasource in the"
                    + " server.");
    static final DatabaseProblem READ_ONLY = new DatabaseProblem(
            "database is read-only",
            "It is a standby, or default_transaction_read_only is on. Configure the datasource with the primary.");
    static final DatabaseProblem INSUFFICIENT_PRIVILEGES = new DatabaseProblem(
            "insufficient database privileges",
            "Make the role the owner of the database; or grant it CREATE and USAGE on the schema, and SELECT, INSERT,"
                    + " UPDATE and DELETE on all tables of ChatKit EE.");
    static final DatabaseProblem TABLES_NOT_ACCESSIBLE = new DatabaseProblem(
            "tables are missing or not accessible to the database role",
            "Grant the role USAGE on the schema of the tables, and check its search_path; or restore the tables.");
    static final DatabaseProblem ROW_LEVEL_SECURITY = new DatabaseProblem(
            "row-level security hides rows from the database role",
            "Nothing was changed. Configure the datasource with the role that owns the tables, without force row level"
                    + " security; or give the role bypassrls.");
    static final DatabaseProblem ROW_LEVEL_SECURITY_ENABLED = new DatabaseProblem(
            "row-level security is enabled in the database, but not in the settings",
            "Nothing was changed. Set chatkit.database.row-level-security to true; or remove the policies as the manual"
                    + " (security) describes.");
    static final DatabaseProblem ROW_LEVEL_SECURITY_BYPASSED = new DatabaseProblem(
            "row-level security does not apply to the database role",
            "chatkit.database.row-level-security is true, but the role is a superuser or has bypassrls, or policies"
                    + " were disabled. Configure the datasource with another role, or enable row level security for all"
                    + " tables of ChatKit EE.");
    static final DatabaseProblem ROW_LEVEL_SECURITY_ADOPTED = new DatabaseProblem(
            "row-level security is not supported for tables adopted from Supabase",
            "Nothing was changed. Set chatkit.database.row-level-security to false; or export the conversations and"
                    + " import them into a database of their own.");
    static final DatabaseProblem UNSUPPORTED_ENCODING = new DatabaseProblem(
            "unsupported database encoding, UTF8 required",
            "Other encodings lose text. Create a database with encoding 'UTF8' template template0.");
    static final DatabaseProblem NOT_POSTGRESQL = new DatabaseProblem(
            "unsupported database, PostgreSQL required",
            "Bind a datasource of PostgreSQL, or set chatkit.store to memory.");
    static final DatabaseProblem MIGRATION_IN_PROGRESS = new DatabaseProblem(
            "schema migration in progress on another node",
            "If it lasts, find the session that holds the advisory lock in pg_locks.");
    static final DatabaseProblem MIGRATION_LOCK_TIMEOUT = new DatabaseProblem(
            "schema migration timed out waiting for a lock", "Find the transaction that stays open in pg_locks.");
    static final DatabaseProblem TABLE_NAMES_TAKEN = new DatabaseProblem(
            "schema incompatible: table names are used by another application",
            "Nothing was changed. Configure the datasource with a database, or a schema, of its own.");
    static final DatabaseProblem TABLES_MISSING = new DatabaseProblem(
            "schema incompatible: tables are missing",
            "Nothing was changed. According to databasechangelog they were created. Restore them from a backup.");
    static final DatabaseProblem CHANGESETS_DIFFER = new DatabaseProblem(
            "schema incompatible: applied changesets differ from those of this version",
            "Nothing was changed. Rows of databasechangelog do not match the changesets in this WAR: one of them was"
                    + " edited.");
    static final DatabaseProblem SEARCH_PATH_DIFFERS = new DatabaseProblem(
            "schema incompatible: search_path selects another schema than that of the existing tables",
            "Nothing was changed. Put the schema that has the tables first in the role's search_path.");
    static final DatabaseProblem MIGRATION_PENDING = new DatabaseProblem(
            "schema migration pending: start a server of this version, or run an import that is not a dry run",
            "Nothing was changed.");
    static final DatabaseProblem MIGRATION_NOT_PERMITTED = new DatabaseProblem(
            "schema migration pending: the database role does not own the schema",
            "Nothing was changed. Run chatkit-cli migrate of this version as the role that owns the schema, with"
                    + " --row-level-security if chatkit.database.row-level-security is true; the server needs no"
                    + " restart.");
    static final DatabaseProblem CITUS_MISSING = new DatabaseProblem(
            "schema not distributed: the database has no extension citus",
            "Nothing was changed. Run create extension citus on the coordinator, in the database of ChatKit EE.");
    static final DatabaseProblem NOT_DISTRIBUTABLE = new DatabaseProblem(
            "schema not distributed: it was adopted from Supabase, or has policies of row-level security",
            "Nothing was changed. Export from this database and import into one that is distributed.");
    static final DatabaseProblem ROW_LEVEL_SECURITY_DISTRIBUTED = new DatabaseProblem(
            "schema incompatible: row-level security is not available on tables that Citus distributes",
            "Nothing was changed. Set chatkit.database.row-level-security to false.");
    static final DatabaseProblem MIGRATION_FAILED = new DatabaseProblem(
            "schema migration failed", "Nothing was changed. The cause is in this message and in PostgreSQL's log.");

    static final DatabaseProblem ADOPTION_OWNER_MISSING = new DatabaseProblem(
            "schema adoption failed: chatkit.adoption.owner is not set",
            "Nothing was changed. The tables are those of the first Python version, which knows no users. Set"
                + " chatkit.adoption.owner to the id of the user to whom everything shall belong, and start again.");
    static final DatabaseProblem ADOPTION_OWNER_UNKNOWN = new DatabaseProblem(
            "schema adoption failed: chatkit.adoption.owner is no user of the Supabase project",
            "Nothing was changed. The tables refer to auth.users. Set chatkit.adoption.owner to an id in that table.");

    static DatabaseProblem unsupportedVersion(int version) {
        return new DatabaseProblem(
                "unsupported PostgreSQL version " + version + ", " + SchemaPreparation.OLDEST_POSTGRESQL
                        + " or newer required",
                "Nothing was changed. Upgrade PostgreSQL, or configure the datasource with another server.");
    }

    static DatabaseProblem newerSchema(String tag) {
        return new DatabaseProblem(
                "schema incompatible: database has " + tag + ", this version supports " + Schema.CURRENT,
                "Nothing was changed. Deploy the newer version that created the schema.");
    }

    /**
     * Rows of the Supabase schema that cannot be adopted.
     *
     * @param counts the number of rows for each table
     * @param queries the statements that select them
     */
    static DatabaseProblem invalidRows(String counts, String queries) {
        return new DatabaseProblem(
                "schema adoption failed, invalid rows: " + counts,
                "Nothing was changed. Correct or delete the rows that these statements select: " + queries);
    }

    /** Maps an SQLSTATE code; null when the code does not mean that the database cannot be used. */
    public static @Nullable DatabaseProblem of(String state) {
        return switch (state) {
            case "08004" -> AUTHENTICATION_FAILED;
            case "25006" -> READ_ONLY;
            case "42501", "3F000" -> INSUFFICIENT_PRIVILEGES;
            case "42P01", "42703" -> TABLES_NOT_ACCESSIBLE;
            case "53300" -> TOO_MANY_CONNECTIONS;
            case "57014" -> STATEMENT_CANCELLED;
            default ->
                switch (state.substring(0, Math.min(2, state.length()))) {
                    case "08" -> UNAVAILABLE;
                    case "28" -> AUTHENTICATION_FAILED;
                    case "3D" -> DATABASE_NOT_FOUND;
                    case "53" -> INSUFFICIENT_RESOURCES;
                    case "57" -> STARTING_OR_SHUTTING_DOWN;
                    case "58", "XX" -> INTERNAL_ERROR;
                    default -> null;
                };
        };
    }
}
