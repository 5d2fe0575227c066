package ee.chatkit.http;

import ee.chatkit.chat.Probe;
import ee.chatkit.server.Server;
import ee.chatkit.server.ServerFixture;

/** A server with a PostgreSQL datasource, whose database is not there yet when the server starts. */
abstract class WithDatabase extends WholeSuite implements DatabaseOverHttp, KilledTurnsOverHttp, RedeployedOverHttp {
    WithDatabase(Server.Kind kind) {
        super(kind, "postgresql");
    }

    @Override
    final ServerFixture prepared(Server.Kind kind) {
        return ServerFixture.withDatabase(kind, DatabaseAway.ENVIRONMENT);
    }

    @Override
    final void start(ServerFixture server) {
        DatabaseAway.serveOnceItIsBack(server, Probe.war());
    }
}
