package ee.chatkit.store.jpa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariDataSource;
import ee.chatkit.model.Caller;
import ee.chatkit.store.UnavailableException;
import ee.chatkit.store.connection.ConnectionLimits;
import ee.chatkit.store.schema.RowLevelSecurity;
import ee.chatkit.telemetry.Metric;
import ee.chatkit.telemetry.RecordingTelemetry;
import java.sql.Connection;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Waits for connections of the pool, and the circuit breaker, as metrics. */
class ConnectionTelemetryTest {
    private final RecordingTelemetry telemetry = new RecordingTelemetry();

    @Test
    void exhaustedPool_isAWaitWithAnErrorType() throws Exception {
        try (HikariDataSource pool = TestDatabase.create(1);
                var stores = new PostgresStores(
                        pool,
                        Transactions.LOCAL,
                        Clock.systemUTC(),
                        ConnectionLimits.DEFAULT,
                        RowLevelSecurity.OFF,
                        telemetry)) {
            assertTrue(stores.prepare());
            pool.setConnectionTimeout(300);
            assertEquals(0, telemetry.gauge(Metric.STORE_CIRCUIT_OPEN));
            assertTrue(
                    telemetry.attributes(Metric.STORE_CONNECTION_WAIT).stream().allMatch(List::isEmpty));
            try (Connection only = pool.getConnection()) {
                assertTrue(only.isValid(1));
                assertThrows(
                        UnavailableException.class,
                        () -> stores.opportunities().findActiveOpportunity(new Caller("ann")));
            }
            var last = telemetry.values(Metric.STORE_CONNECTION_WAIT).getLast();
            assertEquals(List.of("SQLTransientConnectionException"), last.attributes());
            assertTrue(last.value() >= 0.25, () -> last.value() + " s");
        }
    }
}
