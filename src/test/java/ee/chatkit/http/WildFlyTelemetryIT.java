package ee.chatkit.http;

import ee.chatkit.server.Server;

/** Metrics and traces of the WAR on WildFly. */
class WildFlyTelemetryIT extends TelemetryHttpSuite {
    WildFlyTelemetryIT() {
        super(Server.Kind.WILDFLY);
    }
}
