package ee.chatkit.http;

import ee.chatkit.server.Server;

/** The WAR on a WildFly that has neither a datasource nor an anonymous user. */
class WildFlyStrangersIT extends Strangers {
    WildFlyStrangersIT() {
        super(Server.Kind.WILDFLY);
    }
}
