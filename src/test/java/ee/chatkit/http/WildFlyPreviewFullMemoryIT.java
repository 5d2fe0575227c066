package ee.chatkit.http;

import ee.chatkit.server.Server;
import org.junit.jupiter.api.Tag;

/** The complete HTTP suite on WildFly Preview without a datasource. */
@Tag("full")
class WildFlyPreviewFullMemoryIT extends WithoutDatabase {
    WildFlyPreviewFullMemoryIT() {
        super(Server.Kind.WILDFLY_PREVIEW);
    }
}
