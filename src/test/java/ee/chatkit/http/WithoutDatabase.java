package ee.chatkit.http;

import ee.chatkit.chat.ProbeApplication;
import ee.chatkit.server.Server;
import ee.chatkit.server.ServerFixture;
import java.util.Map;

/** A server without a datasource. */
abstract class WithoutDatabase extends FullHttpSuite {
    WithoutDatabase(Server.Kind kind) {
        super(kind, "memory");
    }

    @Override
    final ServerFixture prepare(Server.Kind kind) {
        return ServerFixture.withoutDatasource(kind, Map.of("CHATKIT_ANONYMOUS_USER", "demo"));
    }

    @Override
    final void start(ServerFixture server) {
        server.start("api/opportunities", ProbeApplication.war());
    }
}
