package ee.chatkit.http;

import ee.chatkit.server.Server;

/** Limits on Payara with PostgreSQL. */
class PayaraLimitsIT extends LimitedServer {
    PayaraLimitsIT() {
        super(Server.Kind.PAYARA);
    }
}
