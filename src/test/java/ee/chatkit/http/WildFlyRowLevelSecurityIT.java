package ee.chatkit.http;

import ee.chatkit.server.Server;

/** Row-level security on WildFly. */
class WildFlyRowLevelSecurityIT extends RestrictedRows {
    WildFlyRowLevelSecurityIT() {
        super(Server.Kind.WILDFLY);
    }
}
