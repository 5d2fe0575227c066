package ee.chatkit.http;

import ee.chatkit.server.Server;

/** The WAR on Payara without datasource and anonymous user. */
class PayaraAuthenticationIT extends AuthenticationRequired {
    PayaraAuthenticationIT() {
        super(Server.Kind.PAYARA);
    }
}
