package ee.chatkit.http;

import ee.chatkit.server.Server;
import org.junit.jupiter.api.Tag;

/** The complete HTTP suite on Payara without a datasource. */
@Tag("full")
class PayaraFullMemoryIT extends WithoutDatabase {
    PayaraFullMemoryIT() {
        super(Server.Kind.PAYARA);
    }
}
