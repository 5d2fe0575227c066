package ee.chatkit.faults;

import ee.chatkit.server.BuildPaths;
import ee.chatkit.server.DurableDatabase;
import ee.chatkit.server.Server;
import ee.chatkit.server.ServerFixture;
import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Two servers with the WAR on one database. The application's limits in time are shorter than its defaults, and those on the use
 * of one caller, which all writers are, are off.
 */
final class FaultCluster implements AutoCloseable {
    /** How long a call and the wait for a lock may take, in seconds. */
    static final int CALL_SECONDS = 4;

    static final int LOCK_SECONDS = 2;

    private static final Duration PAUSE = Duration.ofMillis(200);

    private final DurableDatabase database;
    private final List<Node> nodes;

    /** A server and the client that writers use. */
    record Node(ServerFixture fixture, NodeClient client) {
        void start() {
            fixture.startWithoutWaiting(BuildPaths.war());
        }

        void stop() {
            client.markDown();
            fixture.server().stop();
        }

        void kill() {
            client.markDown();
            fixture.server().kill();
        }

        /** Whether the application responds, and the server is ready by its health check, which Payara must not be asked before. */
        boolean isReady() {
            try {
                if (client.read("opportunities?limit=1").status() != 200) {
                    return false;
                }
                URI health = fixture.server().healthBaseUri().resolve("health/ready");
                Reply reply = client.read(health);
                return reply.status() == 200 && reply.text().contains("chatkit-store");
            } catch (IOException e) {
                return false;
            }
        }
    }

    /** Starts the database; the servers are not started. */
    FaultCluster(Server.Kind kind, int databaseMegabytes) {
        database = DurableDatabase.create(databaseMegabytes);
        Map<String, String> environment = Map.ofEntries(
                Map.entry("CHATKIT_ANONYMOUS_USER", "demo"),
                Map.entry("CHATKIT_RETRY_INTERVAL", "1"),
                Map.entry("CHATKIT_LIMITS_REQUESTS_PER_MINUTE", "0"),
                Map.entry("CHATKIT_LIMITS_CONCURRENT_REQUESTS", "0"),
                Map.entry("CHATKIT_LIMITS_CONCURRENT_UPLOADS", "0"),
                Map.entry("CHATKIT_LIMITS_CONCURRENT_TURNS", "0"),
                Map.entry("CHATKIT_IDEMPOTENCY_LEASE", "4"),
                Map.entry("CHATKIT_DATABASE_TIMEOUT", "" + CALL_SECONDS),
                Map.entry("CHATKIT_DATABASE_LOCK_TIMEOUT", "" + LOCK_SECONDS));
        nodes = Stream.generate(() -> ServerFixture.onDatabase(kind, database.database(), environment))
                .limit(2)
                .map(fixture ->
                        new Node(fixture, new NodeClient(fixture.baseUri().resolve("api/"))))
                .toList();
    }

    DurableDatabase database() {
        return database;
    }

    List<Node> nodes() {
        return nodes;
    }

    List<NodeClient> clients() {
        return nodes.stream().map(Node::client).toList();
    }

    /** Executes statements as the superuser. */
    void execute(String sql) throws SQLException {
        try (Connection connection = database.superuser().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of the first row, as the superuser reads it. */
    long number(String sql) throws SQLException {
        try (Connection connection = database.superuser().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Ends all sessions of the application. */
    void terminateBackends() throws SQLException {
        execute("select pg_terminate_backend(pid) from pg_stat_activity where usename = '"
                + database.database().user() + "'");
    }

    /** Starts the database if it does not run, and waits until it accepts connections. */
    void ensureDatabaseRuns() {
        await(Duration.ofSeconds(60), "the database accepts connections", () -> {
            if (!database.database().isRunning()) {
                database.database().start();
            }
            try {
                return number("select 1") == 1;
            } catch (SQLException e) {
                return false;
            }
        });
    }

    /**
     * Waits for a condition.
     *
     * @throws IllegalStateException if it is not fulfilled in time
     */
    static void await(Duration limit, String what, BooleanSupplier condition) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Not within " + limit.toSeconds() + " s: " + what);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    @Override
    public void close() {
        nodes.forEach(node -> node.fixture().close());
        database.close();
    }
}
