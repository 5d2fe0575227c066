package ee.chatkit.web;

import ee.chatkit.server.Server;

/** The page at the root on WildFly. */
class WildFlyWorkspaceBrowserIT extends WorkspaceSuite {
    WildFlyWorkspaceBrowserIT() {
        super(Server.Kind.WILDFLY);
    }
}
