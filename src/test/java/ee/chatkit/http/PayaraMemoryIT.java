package ee.chatkit.http;

import ee.chatkit.server.Server;

/** What differs without a datasource, on Payara. */
class PayaraMemoryIT extends MemoryStoreHttpSuite {
    PayaraMemoryIT() {
        super(Server.Kind.PAYARA);
    }
}
