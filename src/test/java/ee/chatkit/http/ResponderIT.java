package ee.chatkit.http;

import ee.chatkit.chat.Probe;
import ee.chatkit.server.ServerFixture;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The WAR with an application's own responder on a WildFly with a PostgreSQL datasource. */
class ResponderIT implements TurnsOverHttp, ResponderOverHttp {
    private static ServerFixture fixture;

    @BeforeAll
    static void start() {
        fixture = ServerFixture.withDatabase(Map.of("CHATKIT_ANONYMOUS_USER", "demo"));
        fixture.start("api/opportunities", Probe.war());
    }

    @AfterAll
    static void stop() {
        fixture.close();
    }

    @Override
    public URI base() {
        return fixture.baseUri().resolve("api/");
    }

    @Override
    public ServerFixture fixture() {
        return fixture;
    }
}
