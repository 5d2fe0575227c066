package ee.chatkit.http;

import ee.chatkit.server.Server;

/** The WAR on WildFly without a datasource. */
class WildFlyMemoryIT extends WithoutDatabase {
    WildFlyMemoryIT() {
        super(Server.Kind.WILDFLY);
    }
}
