package ee.chatkit.store.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.store.connection.CircuitBreaker;
import ee.chatkit.store.connection.ConnectionLimits;
import ee.chatkit.store.connection.ManagedConnections;
import ee.chatkit.store.jpa.Eventually;
import ee.chatkit.store.jpa.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class ReadinessProbeTest {
    private final CircuitBreaker circuitBreaker = new CircuitBreaker();

    /** Others have the connections, and may be served: it is not known that the database does not answer. */
    @Test
    void poolThatIsExhausted_isReportedAndLeavesTheCircuitClosed() throws Exception {
        try (var pool = TestDatabase.create(1)) {
            SchemaMigration.run(pool);
            ReadinessProbe probe = probe(pool);
            try (Connection used = pool.getConnection()) {
                assertEquals(Optional.of(DatabaseProblem.NO_RESPONSE.reason()), probe.problem(), used::toString);
                assertEquals(Optional.empty(), circuitBreaker.reason());
            }
            Eventually.await(() -> probe.problem().isEmpty());
        }
    }

    /** Reads do not need the lock. */
    @Test
    void lockedTable_isReportedAndLeavesTheCircuitClosed() throws Exception {
        try (var pool = TestDatabase.create(2)) {
            SchemaMigration.run(pool);
            ReadinessProbe probe = probe(pool);
            assertEquals(Optional.empty(), probe.problem());
            try (Connection holder = pool.getConnection();
                    Statement statement = holder.createStatement()) {
                holder.setAutoCommit(false);
                statement.execute("lock table chatkit_threads in share mode");
                Thread.sleep(1100); // a result is used for one second
                assertEquals(Optional.of("a row or table is locked in the database, try again"), probe.problem());
                assertEquals(Optional.empty(), circuitBreaker.reason());
                holder.rollback();
            }
            Eventually.await(() -> probe.problem().isEmpty());
        }
    }

    /** The limit of the check is its own, and not left in the session. */
    @Test
    void check_leavesTheLockTimeoutOfTheSession() throws Exception {
        try (var pool = TestDatabase.create(1)) {
            SchemaMigration.run(pool);
            assertEquals(Optional.empty(), probe(pool).problem());
            try (Connection connection = pool.getConnection();
                    Statement statement = connection.createStatement();
                    var row = statement.executeQuery("show lock_timeout")) {
                assertTrue(row.next());
                assertEquals("5s", row.getString(1));
            }
        }
    }

    private ReadinessProbe probe(DataSource database) {
        var readiness = new SchemaReadiness();
        readiness.open(false);
        return new ReadinessProbe(
                new ManagedConnections(database, ConnectionLimits.DEFAULT),
                readiness,
                circuitBreaker,
                RowLevelSecurity.OFF);
    }
}
