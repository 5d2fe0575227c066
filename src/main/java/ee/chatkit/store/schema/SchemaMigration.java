package ee.chatkit.store.schema;

import ee.chatkit.model.Caller;
import java.lang.System.Logger;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.sql.DataSource;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.lockservice.LockServiceFactory;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;
import org.jspecify.annotations.Nullable;

/**
 * Migrates the schema to the current version by Liquibase.
 *
 * <p>A current schema costs two queries and is not changed. A migration is one transaction, so it takes effect completely or
 * not at all, whenever a node or its connection is killed (see {@link SingleTransactionConnection}). Of several nodes that
 * start at the same time one migrates; the others wait for an advisory lock, which is released when that transaction ends,
 * and then find a current schema. Liquibase's own lock table is ignored, because a killed node would leave it locked.
 *
 * <p>Before anything is changed, {@link Schema} checks whether the database is suitable; tables of the Supabase schema are
 * adopted by the same transaction after {@link SupabaseAdoption} has checked their rows. Each statement waits at most 10
 * seconds for a lock: while it waits, later transactions queue behind it. The attempt is then repeated by the caller.
 */
final class SchemaMigration {
    static final String CHANGELOG = "ee/chatkit/liquibase/changelog.xml";

    static final long ADVISORY_LOCK = 0x636861746b6974L;

    /** Building an index may take long; a database that does not answer any more must not stop the attempts for ever. */
    private static final int STATEMENT_LIMIT_MILLIS = (int) Duration.ofHours(1).toMillis();

    /**
     * Read committed, so that what other nodes have committed during the wait for the lock is visible. Policies of row-level
     * security apply to the owner of the tables, too: changesets may read and write the rows of all users.
     */
    private static final String TRANSACTION_SETTINGS = """
        set transaction isolation level read committed; set local lock_timeout = '10s'; set local statement_timeout = 0;
        set local chatkit.all_users = 'on'\
        """;

    private static final String OWNED_BY_ANOTHER = "select 1 from pg_class c where c.oid = to_regclass('"
            + Schema.CHANGELOG_TABLE + "') and not pg_has_role(c.relowner, 'usage')";

    /** No analytics, no summary, nothing on standard output. */
    private static final Map<String, Object> LIQUIBASE_SCOPE = Map.of(
            "liquibase.analytics.enabled",
            false,
            "liquibase.showSummary",
            UpdateSummaryEnum.OFF,
            Scope.Attr.logService.name(),
            new LiquibaseLogger(),
            Scope.Attr.ui.name(),
            new LoggerUIService());

    /** A context of no changeset: without one, Liquibase applies the changesets of all. */
    private static final String NO_CONTEXT = "none";

    private static final Logger LOG = System.getLogger(SchemaMigration.class.getName());

    private SchemaMigration() {}

    /**
     * Makes the schema current, or leaves the database unchanged.
     *
     * @return the version of the schema, which may be newer than {@link Schema#CURRENT}
     * @throws UnsupportedDatabaseException when the database or its schema is not suitable
     */
    static SchemaVersion run(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return run(connection, null, RowLevelSecurity.OFF, LOG).version();
        }
    }

    /**
     * As {@link #run(DataSource)}, on a connection in autocommit mode; logs what was adopted and returns the schema.
     *
     * @param adoptionOwner the user who owns the rows of a Supabase schema whose user is not known; required for the first
     *     version, which knows no users
     */
    static Schema run(
            Connection connection, @Nullable Caller adoptionOwner, RowLevelSecurity rowLevelSecurity, Logger log)
            throws SQLException {
        Schema schema = Schema.of(connection);
        return isCurrent(schema, rowLevelSecurity)
                ? schema
                : inTransaction(connection, adoptionOwner, rowLevelSecurity, log);
    }

    /**
     * Checks that the schema is current, and changes nothing.
     *
     * @throws UnsupportedDatabaseException when it is not
     */
    static Schema requireCurrent(Connection connection, RowLevelSecurity rowLevelSecurity) throws SQLException {
        Schema schema = Schema.of(connection);
        if (schema.need(rowLevelSecurity) != Schema.Need.NOTHING) {
            throw new UnsupportedDatabaseException(DatabaseProblem.MIGRATION_PENDING);
        }
        return schema;
    }

    /** Another node may migrate between the two queries, so a problem is decided under the lock only. */
    private static boolean isCurrent(Schema schema, RowLevelSecurity rowLevelSecurity) {
        try {
            return schema.need(rowLevelSecurity) == Schema.Need.NOTHING;
        } catch (UnsupportedDatabaseException e) {
            return false;
        }
    }

    /**
     * Distributes the tables of a current schema, unless they are.
     *
     * @throws UnsupportedDatabaseException when the schema is not current or cannot be distributed
     */
    static void distribute(Connection connection) throws SQLException {
        underLock(connection, () -> {
            Schema schema = Schema.of(connection);
            if (schema.need(RowLevelSecurity.AS_FOUND) != Schema.Need.NOTHING) {
                throw new UnsupportedDatabaseException(DatabaseProblem.MIGRATION_PENDING);
            }
            if (!schema.isDistributed()) {
                requireOwner(connection);
                SchemaDistribution.requirePossible(connection, schema);
                migrate(connection, List.of(SchemaDistribution.CHANGESET));
            }
            return schema;
        });
    }

    private static Schema inTransaction(
            Connection connection, @Nullable Caller adoptionOwner, RowLevelSecurity rowLevelSecurity, Logger log)
            throws SQLException {
        List<SupabaseAdoption.AdoptionCounts> adopted = new ArrayList<>();
        Schema migrated = underLock(connection, () -> {
            Schema schema = Schema.of(connection);
            if (schema.need(rowLevelSecurity) != Schema.Need.MIGRATION) {
                return schema;
            }
            requireOwner(connection);
            if (schema.supabase().isPresent()) {
                adopted.add(adopt(connection, schema, adoptionOwner));
            } else {
                migrate(connection, contexts(schema, rowLevelSecurity));
            }
            Schema after = Schema.of(connection);
            after.need(rowLevelSecurity);
            return after;
        });
        adopted.forEach(counts -> counts.log(log));
        return migrated;
    }

    /** The contexts whose changesets were applied or are to be. */
    private static List<String> contexts(Schema schema, RowLevelSecurity rowLevelSecurity) {
        List<String> contexts = new ArrayList<>();
        if (schema.hasPolicies() || rowLevelSecurity.createsPolicies()) {
            contexts.add(RowLevelSecurity.CHANGESET);
        }
        if (schema.isDistributed()) {
            contexts.add(SchemaDistribution.CHANGESET);
        }
        return contexts;
    }

    /** Runs a step in one transaction that holds the lock of all migrations, or leaves the database unchanged. */
    private static Schema underLock(Connection connection, Step step) throws SQLException {
        int callLimit = connection.getNetworkTimeout();
        connection.setNetworkTimeout(Runnable::run, STATEMENT_LIMIT_MILLIS);
        connection.setAutoCommit(false);
        try {
            execute(connection, TRANSACTION_SETTINGS);
            lock(connection);
            Schema schema = step.run();
            connection.commit();
            connection.setAutoCommit(true);
            connection.setNetworkTimeout(Runnable::run, callLimit);
            return schema;
        } catch (SQLException | RuntimeException | Error e) {
            rollback(connection, callLimit, e);
            throw e;
        }
    }

    /** Of a schema that exists already; a role that may not create one is told so by the database. */
    private static void requireOwner(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(OWNED_BY_ANOTHER)) {
            if (row.next()) {
                throw new UnsupportedDatabaseException(DatabaseProblem.MIGRATION_NOT_PERMITTED);
            }
        }
    }

    private static SupabaseAdoption.AdoptionCounts adopt(Connection connection, Schema schema, @Nullable Caller owner)
            throws SQLException {
        if (owner == null && schema.supabase().equals(Optional.of(SupabaseSchema.WITHOUT_USERS))) {
            throw new UnsupportedDatabaseException(DatabaseProblem.ADOPTION_OWNER_MISSING);
        }
        SupabaseAdoption.requireValidRows(connection, schema);
        migrate(connection, List.of());
        if (owner != null) {
            SupabaseAdoption.assignUnowned(connection, owner);
        }
        return SupabaseAdoption.countAdopted(connection);
    }

    private static void lock(Connection connection) throws SQLException {
        try {
            execute(connection, "select pg_advisory_xact_lock(" + ADVISORY_LOCK + ")");
        } catch (SQLException e) {
            if (Diagnosis.LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                throw new UnsupportedDatabaseException(DatabaseProblem.MIGRATION_IN_PROGRESS, e);
            }
            throw e;
        }
    }

    private static void rollback(Connection connection, int callLimit, Throwable e) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
            connection.setNetworkTimeout(Runnable::run, callLimit);
        } catch (SQLException broken) {
            e.addSuppressed(broken);
        }
    }

    /** In a thread of its own: Liquibase leaves thread locals behind, which in a pooled thread would outlive the application. */
    private static void migrate(Connection connection, List<String> contexts) {
        var migration = new FutureTask<Void>(() -> {
            Scope.child(LIQUIBASE_SCOPE, () -> update(connection, contexts));
            return null;
        });
        Thread thread = Thread.ofPlatform().name("chatkit-migration").unstarted(migration);
        thread.setContextClassLoader(SchemaMigration.class.getClassLoader());
        thread.start();
        try {
            migration.get();
        } catch (ExecutionException e) {
            throw Diagnosis.ofMigration(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            thread.interrupt();
            throw new IllegalStateException("interrupted during the schema migration", e);
        }
    }

    private static void update(Connection connection, List<String> contexts) throws LiquibaseException, SQLException {
        Liquibase liquibase = liquibase(new SingleTransactionConnection(connection));
        LockServiceFactory.getInstance().getLockService(liquibase.getDatabase()).forceReleaseLock();
        liquibase.setShowSummary(UpdateSummaryEnum.OFF);
        liquibase.update(contexts.isEmpty() ? new Contexts(NO_CONTEXT) : new Contexts(contexts), new LabelExpression());
    }

    static Liquibase liquibase(JdbcConnection connection) throws LiquibaseException {
        Database database = DatabaseFactory.getInstance().findCorrectDatabaseImplementation(connection);
        return new Liquibase(
                CHANGELOG, new ClassLoaderResourceAccessor(SchemaMigration.class.getClassLoader()), database);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** A step of a migration, which returns the schema afterwards. */
    private interface Step {
        Schema run() throws SQLException;
    }
}
