package ee.chatkit.http;

import ee.chatkit.server.Server;

/** Metrics and traces of the WAR on Payara. */
class PayaraTelemetryIT extends TelemetryHttpSuite {
    PayaraTelemetryIT() {
        super(Server.Kind.PAYARA);
    }
}
