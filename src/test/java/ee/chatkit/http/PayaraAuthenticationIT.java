package ee.chatkit.http;

import ee.chatkit.server.Server;

/** The WAR on a Payara that has neither a datasource nor an anonymous user. */
class PayaraAuthenticationIT extends AuthenticationRequired {
    PayaraAuthenticationIT() {
        super(Server.Kind.PAYARA);
    }
}
