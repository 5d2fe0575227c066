package ee.chatkit.http;

import ee.chatkit.chat.ProbeApplication;
import ee.chatkit.server.Server;
import ee.chatkit.server.ServerFixture;
import java.util.HashMap;
import java.util.Map;

/** A server without a datasource. */
abstract class WithoutDatabase extends FullHttpSuite implements StreamsHttpSuite, SlowTransfersHttpSuite {
    WithoutDatabase(Server.Kind kind) {
        super(kind, "memory");
    }

    @Override
    final ServerFixture prepare(Server.Kind kind) {
        Map<String, String> environment = new HashMap<>(ENVIRONMENT);
        environment.put("CHATKIT_ANONYMOUS_USER", "demo");
        return ServerFixture.withoutDatasource(kind, environment);
    }

    @Override
    final void start(ServerFixture server) {
        server.start("api/opportunities", ProbeApplication.war());
    }
}
