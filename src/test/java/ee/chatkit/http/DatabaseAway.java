package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ee.chatkit.server.ServerFixture;
import java.nio.file.Path;
import java.util.Map;

/** A start of a server whose database is down, and asked by strangers. */
final class DatabaseAway {
    static final Map<String, String> ENVIRONMENT =
            Map.of("CHATKIT_ANONYMOUS_USER", "demo", "CHATKIT_RETRY_INTERVAL", "1");

    private DatabaseAway() {}

    /** The server comes up and says that it cannot serve; the database comes, and it does. */
    static void serveOnceItIsBack(ServerFixture fixture, Path war) {
        fixture.database().stop();
        fixture.startOnly(war);
        fixture.server().awaitAnswer("api/threads", status -> status == 503, Health.PATIENCE.multipliedBy(3));
        var rest = new Rest(fixture.baseUri().resolve("api/"));
        assertEquals("5", rest.get("threads").expectProblem(503, "unavailable").header("Retry-After"));
        var health = new Health(fixture);
        assertEquals("postgresql", health.live(200).getString("store"), "never memory by itself");
        assertFalse(health.ready(503).getString("reason").isEmpty());

        fixture.database().start();
        fixture.server().awaitAnswer("api/threads", status -> status == 200, Health.PATIENCE);
        rest.created("threads", "{}");
        assertEquals("postgresql", health.ready(200).getString("store"));
    }
}
