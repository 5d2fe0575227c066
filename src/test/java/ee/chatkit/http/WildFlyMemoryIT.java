package ee.chatkit.http;

import ee.chatkit.server.Server;

/** The WAR on a WildFly without a datasource. */
class WildFlyMemoryIT extends WithoutDatabase {
    WildFlyMemoryIT() {
        super(Server.Kind.WILDFLY);
    }
}
