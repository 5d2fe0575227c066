package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.chatkit.server.ServerFixture;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The WAR on a WildFly that has neither a datasource nor an anonymous user. */
class StrangersIT implements StrangersBlackBox {
    private static ServerFixture fixture;

    @BeforeAll
    static void start() {
        fixture = ServerFixture.withoutDatasource(Map.of());
        fixture.start("api/opportunities");
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Override
    public URI base() {
        return fixture.baseUri().resolve("api/");
    }

    @Test
    void healthSaysThatTheStoreIsMemory() {
        var health = new Health(fixture);
        assertEquals("memory", health.ready(200).getString("store"));
        assertEquals("memory", health.live(200).getString("store"));
    }
}
