package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ee.chatkit.server.Places;
import ee.chatkit.server.ServerFixture;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A server that is started while the database of its datasource is down, and asked by strangers. */
class DatabaseAwayIT {
    @Test
    void aServerWhoseDatabaseComesLaterWaitsForItAndThenServes() {
        var settings = Map.of("CHATKIT_ANONYMOUS_USER", "demo", "CHATKIT_RETRY_INTERVAL", "1");
        try (ServerFixture fixture = ServerFixture.withDatabase(settings)) {
            fixture.database().stop();
            fixture.server().start(Places.war());
            fixture.server().awaitAnswer("api/threads", status -> status == 503, Health.PATIENCE.multipliedBy(3));
            var rest = new Rest(fixture.baseUri().resolve("api/"));
            assertEquals(
                    "5", rest.get("threads").expectProblem(503, "unavailable").header("Retry-After"));
            var health = new Health(fixture);
            assertEquals("postgresql", health.live(200).getString("store"), "never memory by itself");
            assertFalse(health.ready(503).getString("reason").isEmpty());

            fixture.database().start();
            fixture.server().awaitAnswer("api/threads", status -> status == 200, Health.PATIENCE);
            rest.created("threads", "{}");
            assertEquals("postgresql", health.ready(200).getString("store"));
        }
    }
}
