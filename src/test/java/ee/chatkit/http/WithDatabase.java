package ee.chatkit.http;

import ee.chatkit.chat.ProbeApplication;
import ee.chatkit.server.Server;
import ee.chatkit.server.ServerFixture;

/** A server with a PostgreSQL datasource whose database is unavailable when the server starts. */
abstract class WithDatabase extends FullHttpSuite
        implements LongPagesHttpSuite,
                StatementsHttpSuite,
                DatabaseOutageHttpSuite,
                DatabaseFailureHttpSuite,
                KilledServerHttpSuite,
                StoppedServerHttpSuite,
                RedeploymentHttpSuite {
    WithDatabase(Server.Kind kind) {
        super(kind, "postgresql");
    }

    @Override
    final ServerFixture prepare(Server.Kind kind) {
        return ServerFixture.withDatabase(kind, DatabaseUnavailableScenario.ENVIRONMENT);
    }

    @Override
    final void start(ServerFixture server) {
        DatabaseUnavailableScenario.run(server, ProbeApplication.war());
    }
}
