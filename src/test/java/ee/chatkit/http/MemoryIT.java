package ee.chatkit.http;

import ee.chatkit.server.ServerFixture;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The WAR on a WildFly without a datasource. */
class MemoryIT implements HttpBlackBox, DefaultsOverHttp {
    private static ServerFixture fixture;

    @BeforeAll
    static void start() {
        fixture = ServerFixture.withoutDatasource(Map.of("CHATKIT_ANONYMOUS_USER", "demo"));
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
}
