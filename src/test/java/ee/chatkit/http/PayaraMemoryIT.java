package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.chatkit.server.Server;
import ee.chatkit.server.ServerFixture;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The WAR on a Payara without a datasource. */
class PayaraMemoryIT implements HttpBlackBox, DefaultsOverHttp {
    private static ServerFixture fixture;

    @BeforeAll
    static void start() {
        fixture = ServerFixture.withoutDatasource(Server.Kind.PAYARA, Map.of("CHATKIT_ANONYMOUS_USER", "demo"));
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
    void healthSaysWhatIsInUse() {
        var health = new Health(fixture);
        assertEquals("memory", health.ready(200).getString("store"));
        assertEquals("memory", health.live(200).getString("store"));
        assertEquals("echo", health.ready("chatkit-responder").getString("responder"));
    }
}
