package ee.chatkit.store.jpa;

import org.jspecify.annotations.Nullable;

/**
 * Why the database cannot be used. Source of the codes: PostgreSQL's list of SQLSTATE codes, and what its JDBC driver
 * makes of failures of its own.
 *
 * @param reason for health checks and for callers: it names no host, user, statement or row
 * @param advice for the log: what whoever looks after the database can do
 */
record DatabaseProblem(String reason, String advice) {
    static final DatabaseProblem UNREACHABLE = new DatabaseProblem(
            "the database cannot be reached",
            "Is PostgreSQL running, is the address in the datasource right, does a firewall stand between?");
    static final DatabaseProblem LOGIN = new DatabaseProblem(
            "the database refuses the login",
            "Check user and password of the datasource, and what pg_hba.conf allows. The password may also be changed"
                    + " in the database: then all goes on without a restart.");
    static final DatabaseProblem MISSING = new DatabaseProblem(
            "the database does not exist",
            "Create it (create database ... owner ...), or correct the address in the datasource.");
    static final DatabaseProblem NO_CONNECTION_LEFT = new DatabaseProblem(
            "the database has no connection left",
            "Raise max_connections in PostgreSQL, or make the pools smaller that use it.");
    static final DatabaseProblem CLOSED = new DatabaseProblem(
            "the database accepts no connections",
            "Somebody has closed it: alter database ... with allow_connections true.");
    static final DatabaseProblem OUT_OF_RESOURCE =
            new DatabaseProblem("the database is out of a resource", "Look at its disk, its memory and its log.");
    static final DatabaseProblem STARTING_OR_STOPPING = new DatabaseProblem(
            "the database is starting or stopping", "If that takes long, look at PostgreSQL's log.");
    static final DatabaseProblem CANCELLED = new DatabaseProblem(
            "the database has cancelled the statement", "Look at statement_timeout and at who cancels statements.");
    static final DatabaseProblem OWN =
            new DatabaseProblem("the database has trouble of its own", "Look at PostgreSQL's log.");
    static final DatabaseProblem NO_CONNECTION = new DatabaseProblem(
            "the database gives no connection",
            "The server's pool says no more: all of its connections may be in use. Test the datasource in the server.");
    static final DatabaseProblem READ_ONLY = new DatabaseProblem(
            "the database takes no writes now",
            "It is a standby, or default_transaction_read_only is on. Let the datasource name the primary.");
    static final DatabaseProblem RIGHTS = new DatabaseProblem(
            "the database role lacks rights",
            "Make it the owner of the database; or grant it CREATE and USAGE on the schema, and SELECT, INSERT, UPDATE"
                    + " and DELETE on all tables of ChatKit EE.");
    static final DatabaseProblem ROWS_HIDDEN = new DatabaseProblem(
            "row-level security hides rows from the database role",
            "Nothing was changed. Let the datasource name the role that owns the tables, and let it be without force"
                    + " row level security; or give the role bypassrls.");
    static final DatabaseProblem ENCODING = new DatabaseProblem(
            "the database does not keep its text in UTF-8",
            "It would lose what users write. Create another with encoding 'UTF8' template template0.");
    static final DatabaseProblem NOT_POSTGRESQL = new DatabaseProblem(
            "the datasource is not PostgreSQL", "Bind one that is, or set chatkit.store to memory.");
    static final DatabaseProblem BUSY_ELSEWHERE = new DatabaseProblem(
            "another node is bringing the schema up to date",
            "If that lasts, look in pg_locks for who holds the advisory lock.");
    static final DatabaseProblem LOCKED = new DatabaseProblem(
            "the schema waits for a lock in the database", "Look in pg_locks for the transaction that stays open.");
    static final DatabaseProblem FOREIGN = new DatabaseProblem(
            "tables with the names of ours are there and are not ours",
            "Nothing was changed. Let the datasource name a database, or a schema, of its own.");
    static final DatabaseProblem DAMAGED = new DatabaseProblem(
            "tables are missing that the schema should have",
            "Nothing was changed. databasechangelog says that they were made. Restore them from a backup.");
    static final DatabaseProblem EDITED = new DatabaseProblem(
            "the schema was made by other changes than this version knows",
            "Nothing was changed. Rows of databasechangelog do not fit the changes in this WAR: one of them was"
                    + " edited.");
    static final DatabaseProblem ELSEWHERE = new DatabaseProblem(
            "new tables would be made in another schema than the old ones are in",
            "Nothing was changed. Put the schema that has them first in the role's search_path.");
    static final DatabaseProblem NOT_CURRENT = new DatabaseProblem(
            "the tables are not there, or are those of an older version; a server of this version makes them, and so"
                    + " does an import that is no dry run",
            "Nothing was changed.");
    static final DatabaseProblem NOT_MIGRATED = new DatabaseProblem(
            "the schema cannot be brought up to date",
            "Nothing was changed; the cause stands here and in PostgreSQL's log.");

    static DatabaseProblem tooOld(int version) {
        return new DatabaseProblem(
                "PostgreSQL " + version + " is too old, " + Schema.OLDEST_POSTGRESQL + " or newer is needed",
                "Nothing was changed. Upgrade PostgreSQL, or let the datasource name another.");
    }

    static DatabaseProblem tooNew(String tag) {
        return new DatabaseProblem(
                "the schema is " + tag + ", and this version knows " + Schema.CURRENT + " only",
                "Nothing was changed. Deploy a newer version, the one that made the schema.");
    }

    /**
     * Rows of the Python version that could not be read.
     *
     * @param rows how many of which tables
     * @param found the statements that find them
     */
    static DatabaseProblem unfitRows(String rows, String found) {
        return new DatabaseProblem(
                "rows of the Python version cannot be taken over: " + rows,
                "Nothing was changed. Mend or delete what these find: " + found);
    }

    /** What a code of SQL means; null when it does not mean that the database cannot be used. */
    static @Nullable DatabaseProblem of(String state) {
        return switch (state) {
            case "08004" -> LOGIN;
            case "25006" -> READ_ONLY;
            case "42501", "3F000" -> RIGHTS;
            case "53300" -> NO_CONNECTION_LEFT;
            case "57014" -> CANCELLED;
            default ->
                switch (state.substring(0, Math.min(2, state.length()))) {
                    case "08" -> UNREACHABLE;
                    case "28" -> LOGIN;
                    case "3D" -> MISSING;
                    case "53" -> OUT_OF_RESOURCE;
                    case "57" -> STARTING_OR_STOPPING;
                    case "58", "XX" -> OWN;
                    default -> null;
                };
        };
    }
}
