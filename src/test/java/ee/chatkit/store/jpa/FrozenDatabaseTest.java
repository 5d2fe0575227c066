package ee.chatkit.store.jpa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.store.UnavailableException;
import ee.chatkit.store.connection.ConnectionLimits;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** A database that accepts connections and does not answer: its processes are suspended. */
class FrozenDatabaseTest {
    private static final Caller ADA = new Caller("ada");

    @Test
    void frozenDatabase_callsAndReadinessEndInTime() throws Exception {
        try (var postgres = TestDatabase.startAnother();
                var pool = pool(postgres.getPostgresDatabase());
                var stores = new PostgresStores(
                        pool,
                        Transactions.LOCAL,
                        Clock.systemUTC(),
                        new ConnectionLimits(Duration.ofSeconds(2), Duration.ofSeconds(1)))) {
            assertTrue(stores.prepare());
            stores.store().addThread(ADA, ChatThread.create("thr_1", Instant.now()));
            List<String> processes = processes(postgres.getPostgresDatabase());
            signal("-STOP", processes);
            try {
                assertUnavailable(stores, Duration.ofSeconds(6));
                assertUnavailable(stores, Duration.ofSeconds(6));
                long begin = System.nanoTime();
                String reason = stores.problem().orElseThrow();
                assertTrue(reason.startsWith("database unavailable: "), reason);
                assertTrue(Duration.ofNanos(System.nanoTime() - begin).toMillis() < 3500);
            } finally {
                signal("-CONT", processes);
            }
            Eventually.await(() -> stores.problem().isEmpty());
            assertEquals("thr_1", stores.store().loadThread(ADA, "thr_1").id());
        }
    }

    private static void assertUnavailable(PostgresStores stores, Duration limit) {
        long begin = System.nanoTime();
        assertThrows(UnavailableException.class, () -> stores.store().loadThread(ADA, "thr_1"));
        assertTrue(System.nanoTime() - begin < limit.toNanos(), "ends within " + limit);
    }

    private static HikariDataSource pool(DataSource database) {
        var config = new HikariConfig();
        config.setDataSource(database);
        config.setMaximumPoolSize(3);
        config.setConnectionTimeout(1500);
        config.setMinimumIdle(0);
        return new HikariDataSource(config);
    }

    /** The server process and its children. */
    private static List<String> processes(DataSource database) throws Exception {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            ProcessHandle server = ProcessHandle.of(row.getLong(1))
                    .flatMap(ProcessHandle::parent)
                    .orElseThrow();
            return Stream.concat(Stream.of(server), server.children())
                    .map(process -> String.valueOf(process.pid()))
                    .toList();
        }
    }

    private static void signal(String signal, List<String> processes) throws Exception {
        List<String> command = new ArrayList<>(List.of("kill", signal));
        command.addAll(processes);
        new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
