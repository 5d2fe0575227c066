package ee.chatkit.store.schema;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import liquibase.Liquibase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.lockservice.LockServiceFactory;

/** Schemas for tests of the stores. */
public final class SchemaFixture {
    /** The tag of the current version. */
    public static final String CURRENT = Schema.CURRENT.toString();

    private SchemaFixture() {}

    /** Undoes the changesets of this and later versions one by one, down to the last one that would lose what users wrote. */
    public static void rollBackToVersionBeforeItemTimes(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            while (hasRun(connection, "item-times")) {
                rollBack(connection);
            }
        }
    }

    /** Undoes the last changeset. */
    static void rollBack(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            rollBack(connection);
        }
    }

    /** Releases the lock, as a migration does: what Liquibase knows of it is shared by all threads, and may be wrong. */
    private static void rollBack(Connection connection) throws SQLException {
        try {
            Liquibase liquibase = SchemaMigration.liquibase(new JdbcConnection(connection));
            LockServiceFactory.getInstance()
                    .getLockService(liquibase.getDatabase())
                    .forceReleaseLock();
            liquibase.rollback(1, "");
        } catch (LiquibaseException e) {
            throw new SQLException(e);
        }
    }

    private static boolean hasRun(Connection connection, String changeset) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select count(*) from databasechangelog where id = '" + changeset + "'")) {
            row.next();
            return row.getInt(1) > 0;
        }
    }

    /** Makes the schema current. */
    public static void migrate(DataSource database) throws SQLException {
        SchemaMigration.run(database);
    }

    /** Makes the schema current, with the policies of row-level security. */
    public static void migrateWithPolicies(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection()) {
            SchemaMigration.run(
                    connection, null, RowLevelSecurity.CREATE, System.getLogger(SchemaFixture.class.getName()));
        }
    }
}
