package ee.chatkit.web;

import ee.chatkit.server.Server;

/** Interrupted responses on WildFly. */
class WildFlyTurnResumptionBrowserIT extends TurnResumptionSuite {
    WildFlyTurnResumptionBrowserIT() {
        super(Server.Kind.WILDFLY);
    }
}
