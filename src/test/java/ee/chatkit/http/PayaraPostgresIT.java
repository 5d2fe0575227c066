package ee.chatkit.http;

import ee.chatkit.server.Server;

/** The WAR on Payara with a PostgreSQL datasource. */
class PayaraPostgresIT extends WithDatabase {
    PayaraPostgresIT() {
        super(Server.Kind.PAYARA);
    }
}
