package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.chatkit.server.EmbeddedDatabase;
import ee.chatkit.server.ServerFixture;
import jakarta.json.JsonObject;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A server starts while its database is down, then rejects the login, then does not exist. */
final class DatabaseUnavailableScenario {
    static final Map<String, String> ENVIRONMENT = Map.of(
            "CHATKIT_ANONYMOUS_USER",
            "demo",
            "CHATKIT_RETRY_INTERVAL",
            "1",
            "CHATKIT_DATABASE_TIMEOUT",
            "10",
            "CHATKIT_DATABASE_LOCK_TIMEOUT",
            "2",
            "CHATKIT_IDEMPOTENCY_LEASE",
            "5");

    private final ServerFixture fixture;
    private final EmbeddedDatabase database;
    private final HealthClient health;
    private final RestTestClient rest;

    private DatabaseUnavailableScenario(ServerFixture fixture) {
        this.fixture = fixture;
        this.database = fixture.database();
        this.health = new HealthClient(fixture);
        this.rest = new RestTestClient(fixture.baseUri().resolve("api/"));
    }

    /** The server starts and reports the reason; the database is repaired step by step until requests succeed. */
    static void run(ServerFixture fixture, Path war) {
        var away = new DatabaseUnavailableScenario(fixture);
        away.executeOnChatKit(
                "alter role chatkit password '" + fixture.database().password() + "0'");
        away.rename("chatkit", "renamed");
        fixture.database().stop();
        fixture.startWithoutWaiting(war);
        fixture.server().awaitResponse("api/threads", status -> status == 503, HealthClient.TIMEOUT.multipliedBy(3));
        away.health.awaitApplication();
        away.assertUnavailable("database unavailable: connection failed");
        away.repair();
    }

    private void repair() {
        database.start();
        assertUnavailable("database authentication failed");
        String wrong = database.password() + "0";
        execute("renamed", wrong, "alter role chatkit password '" + database.password() + "'");
        assertUnavailable("database does not exist");
        rename("renamed", "chatkit");
        fixture.server().awaitResponse("api/threads", status -> status == 200, HealthClient.TIMEOUT);
        rest.create("threads", "{}");
        assertEquals("postgresql", health.ready(200).getString("store"));
    }

    /** Health reports the reason within the timeout, and so does every request. */
    private void assertUnavailable(String reason) {
        long end = System.nanoTime() + HealthClient.TIMEOUT.toNanos();
        JsonObject ready = health.ready(503);
        while (!ready.getString("reason").equals(reason) && System.nanoTime() < end) {
            LockSupport.parkNanos(100_000_000);
            ready = health.ready(503);
        }
        assertEquals(reason, ready.getString("reason"));
        assertEquals("postgresql", health.live(200).getString("store"), "never memory by itself");
        var answer = rest.get("threads").expectProblem(503, "unavailable");
        assertEquals("5", answer.header("Retry-After"));
        assertEquals(reason, answer.text("detail"));
    }

    private void executeOnChatKit(String sql) {
        execute("chatkit", database.password(), sql);
    }

    /** Connects to another database, because a database with connections cannot be renamed. */
    private void rename(String from, String to) {
        String password = from.equals("chatkit") ? database.password() + "0" : database.password();
        execute("template1", password, "alter database " + from + " rename to " + to);
    }

    private void execute(String name, String password, String sql) {
        String url = database.url().replaceFirst("/chatkit$", "/" + name);
        try (Connection connection = DriverManager.getConnection(url, database.user(), password);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
