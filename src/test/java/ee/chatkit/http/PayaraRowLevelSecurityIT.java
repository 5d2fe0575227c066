package ee.chatkit.http;

import ee.chatkit.server.Server;

/** Row-level security on Payara. */
class PayaraRowLevelSecurityIT extends RestrictedRows {
    PayaraRowLevelSecurityIT() {
        super(Server.Kind.PAYARA);
    }
}
