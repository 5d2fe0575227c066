package ee.chatkit.http;

import ee.chatkit.server.Server;

/** The WAR on a WildFly Preview that has neither a datasource nor an anonymous user. */
class WildFlyPreviewAuthenticationIT extends AuthenticationRequired {
    WildFlyPreviewAuthenticationIT() {
        super(Server.Kind.WILDFLY_PREVIEW);
    }
}
