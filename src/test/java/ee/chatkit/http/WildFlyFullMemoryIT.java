package ee.chatkit.http;

import ee.chatkit.server.Server;
import org.junit.jupiter.api.Tag;

/** The complete HTTP suite on WildFly without a datasource. */
@Tag("full")
class WildFlyFullMemoryIT extends WithoutDatabase {
    WildFlyFullMemoryIT() {
        super(Server.Kind.WILDFLY);
    }
}
