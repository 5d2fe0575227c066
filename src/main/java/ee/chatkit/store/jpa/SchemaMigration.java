package ee.chatkit.store.jpa;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
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

/**
 * Brings the schema up to date by Liquibase. A database that has the current tag is left alone after one query. Of
 * several nodes that start at once one migrates and the others wait: an advisory lock of PostgreSQL, which ends with its
 * connection, stands before Liquibase's own lock, which a killed node would leave behind and is therefore released.
 */
final class SchemaMigration {
    static final String CHANGELOG = "ee/chatkit/liquibase/changelog.xml";

    /** The newest tag in the changelog. */
    static final String CURRENT_TAG = "chatkit-1.1";

    private static final long ADVISORY_LOCK = 0x636861746b6974L;

    /** No report to the maker, no summary on standard output. */
    private static final Map<String, Object> QUIET =
            Map.of("liquibase.analytics.enabled", false, "liquibase.showSummary", UpdateSummaryEnum.OFF);

    private SchemaMigration() {}

    static void run(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            if (isCurrent(connection)) {
                return;
            }
            call(connection, "select pg_advisory_lock(" + ADVISORY_LOCK + ")");
            try {
                if (!isCurrent(connection)) {
                    migrate(connection);
                }
            } finally {
                connection.setAutoCommit(true);
                call(connection, "select pg_advisory_unlock(" + ADVISORY_LOCK + ")");
            }
        }
    }

    static boolean isCurrent(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet log = statement.executeQuery("select to_regclass('databasechangelog') is not null")) {
            if (!log.next() || !log.getBoolean(1)) {
                return false;
            }
        }
        try (PreparedStatement statement =
                connection.prepareStatement("select 1 from databasechangelog where tag = ?")) {
            statement.setString(1, CURRENT_TAG);
            try (ResultSet tag = statement.executeQuery()) {
                return tag.next();
            }
        }
    }

    /** Liquibase leaves things behind in the thread it runs in; in a pool of the server they would outlive the WAR. */
    private static void migrate(Connection connection) {
        var migration = new FutureTask<Void>(() -> {
            Scope.child(QUIET, () -> update(connection));
            return null;
        });
        Thread thread = Thread.ofPlatform().name("chatkit-migration").unstarted(migration);
        thread.setContextClassLoader(SchemaMigration.class.getClassLoader());
        thread.start();
        try {
            migration.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Liquibase failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            thread.interrupt();
            throw new IllegalStateException("interrupted while the schema was brought up to date", e);
        }
    }

    private static void update(Connection connection) throws LiquibaseException {
        Liquibase liquibase = liquibase(connection);
        LockServiceFactory.getInstance().getLockService(liquibase.getDatabase()).forceReleaseLock();
        liquibase.setShowSummary(UpdateSummaryEnum.OFF);
        liquibase.update(new Contexts(), new LabelExpression());
    }

    static Liquibase liquibase(Connection connection) throws LiquibaseException {
        Database database =
                DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
        return new Liquibase(
                CHANGELOG, new ClassLoaderResourceAccessor(SchemaMigration.class.getClassLoader()), database);
    }

    private static void call(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
