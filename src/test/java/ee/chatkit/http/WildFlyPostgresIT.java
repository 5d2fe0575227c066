package ee.chatkit.http;

import ee.chatkit.server.Server;

/** The WAR on WildFly with a PostgreSQL datasource. */
class WildFlyPostgresIT extends WithDatabase {
    WildFlyPostgresIT() {
        super(Server.Kind.WILDFLY);
    }
}
