package ee.chatkit.http;

import ee.chatkit.server.Server;

/** The WAR on WildFly Preview with a PostgreSQL datasource. */
class WildFlyPreviewPostgresIT extends WithDatabase {
    WildFlyPreviewPostgresIT() {
        super(Server.Kind.WILDFLY_PREVIEW);
    }
}
