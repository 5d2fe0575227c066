package ee.chatkit.http;

import ee.chatkit.server.Server;

/** The WAR on WildFly without datasource and anonymous user. */
class WildFlyAuthenticationIT extends AuthenticationRequired {
    WildFlyAuthenticationIT() {
        super(Server.Kind.WILDFLY);
    }
}
