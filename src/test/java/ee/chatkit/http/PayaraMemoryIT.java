package ee.chatkit.http;

import ee.chatkit.server.Server;

/** The WAR on Payara without a datasource. */
class PayaraMemoryIT extends WithoutDatabase {
    PayaraMemoryIT() {
        super(Server.Kind.PAYARA);
    }
}
