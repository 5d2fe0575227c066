package ee.chatkit.http;

import ee.chatkit.server.Server;

/** The WAR on WildFly Preview without datasource and anonymous user. */
class WildFlyPreviewAuthenticationIT extends AuthenticationRequired {
    WildFlyPreviewAuthenticationIT() {
        super(Server.Kind.WILDFLY_PREVIEW);
    }
}
