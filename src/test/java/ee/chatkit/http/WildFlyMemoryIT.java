package ee.chatkit.http;

import ee.chatkit.server.Server;

/** What differs without a datasource, on WildFly. */
class WildFlyMemoryIT extends MemoryStoreHttpSuite implements FuzzHttpSuite {
    WildFlyMemoryIT() {
        super(Server.Kind.WILDFLY);
    }
}
