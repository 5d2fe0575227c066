package ee.chatkit.http;

import ee.chatkit.chat.Probe;
import ee.chatkit.server.Server;
import ee.chatkit.server.ServerFixture;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * The WAR with an application's own responder on a Payara with a PostgreSQL datasource. A start takes long, so that one
 * server is asked for everything; it begins without its database.
 */
class PayaraIT implements HttpBlackBox, TurnsOverHttp, DatabaseOverHttp, ResponderOverHttp {
    private static ServerFixture fixture;

    @BeforeAll
    static void start() {
        fixture = ServerFixture.withDatabase(Server.Kind.PAYARA, DatabaseAway.ENVIRONMENT);
        DatabaseAway.serveOnceItIsBack(fixture, Probe.war());
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
