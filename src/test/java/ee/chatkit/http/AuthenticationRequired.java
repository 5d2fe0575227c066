package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.chatkit.server.Server;
import ee.chatkit.server.ServerFixture;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A server that has neither a datasource nor an anonymous user. */
abstract class AuthenticationRequired extends RunningServer implements AuthenticationHttpSuite {
    AuthenticationRequired(Server.Kind kind) {
        super(kind);
    }

    @Override
    final ServerFixture prepare(Server.Kind kind) {
        return ServerFixture.withoutDatasource(kind, Map.of());
    }

    @Override
    final void start(ServerFixture server) {
        server.start("api/opportunities");
    }

    @Test
    void health_reportsMemoryStore() {
        var health = new HealthClient(fixture());
        assertEquals("memory", health.ready(200).getString("store"));
        assertEquals("memory", health.live(200).getString("store"));
    }
}
