package ee.chatkit.http;

import ee.chatkit.server.Server;

/** Limits on WildFly with PostgreSQL. */
class WildFlyLimitsIT extends LimitedServer {
    WildFlyLimitsIT() {
        super(Server.Kind.WILDFLY);
    }
}
