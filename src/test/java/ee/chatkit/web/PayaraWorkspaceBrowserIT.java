package ee.chatkit.web;

import ee.chatkit.server.Server;

/** The page at the root on Payara. */
class PayaraWorkspaceBrowserIT extends WorkspaceSuite {
    PayaraWorkspaceBrowserIT() {
        super(Server.Kind.PAYARA);
    }
}
