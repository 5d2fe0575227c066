package ee.chatkit.http;

import ee.chatkit.server.Server;

/** What differs without a datasource, on WildFly Preview. */
class WildFlyPreviewMemoryIT extends MemoryStoreHttpSuite {
    WildFlyPreviewMemoryIT() {
        super(Server.Kind.WILDFLY_PREVIEW);
    }
}
