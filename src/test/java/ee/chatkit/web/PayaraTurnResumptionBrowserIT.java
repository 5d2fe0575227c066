package ee.chatkit.web;

import ee.chatkit.server.Server;

/** Interrupted responses on Payara. */
class PayaraTurnResumptionBrowserIT extends TurnResumptionSuite {
    PayaraTurnResumptionBrowserIT() {
        super(Server.Kind.PAYARA);
    }
}
