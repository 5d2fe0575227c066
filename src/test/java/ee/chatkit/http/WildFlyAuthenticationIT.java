package ee.chatkit.http;

import ee.chatkit.server.Server;

/** The WAR on a WildFly that has neither a datasource nor an anonymous user. */
class WildFlyAuthenticationIT extends AuthenticationRequired {
    WildFlyAuthenticationIT() {
        super(Server.Kind.WILDFLY);
    }
}
