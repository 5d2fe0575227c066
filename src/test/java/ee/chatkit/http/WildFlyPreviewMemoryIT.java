package ee.chatkit.http;

import ee.chatkit.server.Server;

/** The WAR on WildFly Preview without a datasource. */
class WildFlyPreviewMemoryIT extends WithoutDatabase {
    WildFlyPreviewMemoryIT() {
        super(Server.Kind.WILDFLY_PREVIEW);
    }
}
