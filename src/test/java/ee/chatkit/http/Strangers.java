package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.chatkit.server.Server;
import ee.chatkit.server.ServerFixture;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A server that has neither a datasource nor an anonymous user. */
abstract class Strangers extends OnServer implements StrangersBlackBox {
    Strangers(Server.Kind kind) {
        super(kind);
    }

    @Override
    final ServerFixture prepared(Server.Kind kind) {
        return ServerFixture.withoutDatasource(kind, Map.of());
    }

    @Override
    final void start(ServerFixture server) {
        server.start("api/opportunities");
    }

    @Test
    void healthSaysThatTheStoreIsMemory() {
        var health = new Health(fixture());
        assertEquals("memory", health.ready(200).getString("store"));
        assertEquals("memory", health.live(200).getString("store"));
    }
}
