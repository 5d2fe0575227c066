package ee.chatkit.http;

import ee.chatkit.server.Server;
import org.junit.jupiter.api.Tag;

/** The WAR on WildFly Preview without datasource and anonymous user. */
@Tag("full")
class WildFlyPreviewAuthenticationIT extends AuthenticationRequired {
    WildFlyPreviewAuthenticationIT() {
        super(Server.Kind.WILDFLY_PREVIEW);
    }
}
