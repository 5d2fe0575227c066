package ee.chatkit.store.jpa;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import ee.chatkit.server.PgBouncer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The PostgreSQL stores fulfil every contract through pgbouncer in transaction mode, the migration included. Required on CI,
 * elsewhere run where pgbouncer is installed.
 */
@Tag("slow")
@EnabledIf("isRequired")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("PgBouncerStoreTest")
class PgBouncerStoreTest extends JpaContracts {
    PgBouncerStoreTest() throws SQLException {
        super(TestDatabase.behindPgBouncer(TestDatabase.create(1), "postgres"));
    }

    static boolean isRequired() {
        return PgBouncer.isInstalled() || "true".equals(System.getenv("CI"));
    }

    /** What makes the other tests say something. */
    @Test
    void transactionsOfOneConnection_runInDifferentSessions() throws SQLException {
        try (Connection connection = database().getConnection();
                Connection other = database().getConnection()) {
            String session = session(connection);
            other.setAutoCommit(false);
            String taken = session(other); // until the end of its transaction
            for (int i = 0; i < 1000 && taken.equals(session); i++) {
                session = session(connection);
            }
            assertNotEquals(taken, session);
            connection.setAutoCommit(false);
            String kept = session(connection);
            other.commit();
            other.setAutoCommit(true);
            assertNotEquals(kept, session(other));
        }
    }

    private static String session(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            return row.getString(1);
        }
    }
}
