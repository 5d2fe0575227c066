package ee.chatkit.store.jpa;

import java.lang.System.Logger;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
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
 * Brings the schema up to date by Liquibase. A database that is current is left alone after two queries. Everything is one
 * transaction: it happens wholly or not at all, whenever a node or its connection is killed. Of several nodes that start at
 * once one migrates and the others wait, for an advisory lock that ends with that transaction.
 */
final class SchemaMigration {
    static final String CHANGELOG = "ee/chatkit/liquibase/changelog.xml";

    static final long ADVISORY_LOCK = 0x636861746b6974L;

    /**
     * Who waits for a lock on a table makes everybody wait who comes later: better to give up and try again. What the others
     * have committed while we waited is to be seen.
     */
    private static final String TRANSACTION_SETTINGS = """
        set transaction isolation level read committed; set local lock_timeout = '10s'; set local statement_timeout = 0\
        """;

    /** No report to the maker, no summary, nothing on standard output. */
    private static final Map<String, Object> LIQUIBASE_SCOPE = Map.of(
            "liquibase.analytics.enabled",
            false,
            "liquibase.showSummary",
            UpdateSummaryEnum.OFF,
            Scope.Attr.logService.name(),
            new LiquibaseLogger(),
            Scope.Attr.ui.name(),
            new LoggerUIService());

    private static final Logger LOG = System.getLogger(SchemaMigration.class.getName());

    private SchemaMigration() {}

    /**
     * Makes the schema current, or leaves the database as it was.
     *
     * @return the release whose schema it has now, which may be newer than ours
     * @throws UnsupportedDatabaseException when the database, or what is in it, must not be touched
     */
    static SchemaVersion run(DataSource dataSource) throws SQLException {
        return run(dataSource, LOG).version();
    }

    /** As above, with a log that hears what was taken over; gives what it has found or made. */
    static Schema run(DataSource dataSource, Logger log) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            Schema schema = Schema.of(connection);
            return isCurrent(schema) ? schema : inTransaction(connection, log);
        }
    }

    /**
     * Looks whether the schema is current, and changes nothing.
     *
     * @throws UnsupportedDatabaseException when it is not
     */
    static Schema requireCurrent(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            Schema schema = Schema.of(connection);
            if (schema.need() != Schema.Need.NOTHING) {
                throw new UnsupportedDatabaseException(DatabaseProblem.MIGRATION_PENDING);
            }
            return schema;
        }
    }

    /** Another node may have migrated between the two queries; whether the database is fit is decided under the lock. */
    private static boolean isCurrent(Schema schema) {
        try {
            return schema.need() == Schema.Need.NOTHING;
        } catch (UnsupportedDatabaseException e) {
            return false;
        }
    }

    private static Schema inTransaction(Connection connection, Logger log) throws SQLException {
        connection.setAutoCommit(false);
        try {
            execute(connection, TRANSACTION_SETTINGS);
            lock(connection);
            Schema schema = Schema.of(connection);
            SupabaseSchema.@Nullable AdoptionCounts adoptionCounts = null;
            if (schema.need() == Schema.Need.MIGRATION) {
                if (schema.isSupabase()) {
                    SupabaseSchema.requireValidRows(connection, schema);
                }
                migrate(connection);
                adoptionCounts = schema.isSupabase() ? SupabaseSchema.countAdopted(connection) : null;
                schema = Schema.of(connection);
            }
            connection.commit();
            connection.setAutoCommit(true);
            if (adoptionCounts != null) {
                adoptionCounts.log(log);
            }
            return schema;
        } catch (SQLException | RuntimeException | Error e) {
            rollback(connection, e);
            throw e;
        }
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

    private static void rollback(Connection connection, Throwable e) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException broken) {
            e.addSuppressed(broken);
        }
    }

    /** Liquibase leaves things behind in the thread it runs in; in a pool of the server they would outlive the WAR. */
    private static void migrate(Connection connection) {
        var migration = new FutureTask<Void>(() -> {
            Scope.child(LIQUIBASE_SCOPE, () -> update(connection));
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

    private static void update(Connection connection) throws LiquibaseException, SQLException {
        Liquibase liquibase = liquibase(new SingleTransactionConnection(connection));
        LockServiceFactory.getInstance().getLockService(liquibase.getDatabase()).forceReleaseLock();
        liquibase.setShowSummary(UpdateSummaryEnum.OFF);
        liquibase.update(new Contexts(), new LabelExpression());
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
}
