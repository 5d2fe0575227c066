package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ee.chatkit.chat.ProbeApplication;
import ee.chatkit.server.BuildPaths;
import ee.chatkit.server.Server;
import java.net.URI;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Everything that any server must do with a store of any kind. A start takes long, so one server is asked for all of it:
 * first with an application's own responder in the WAR, and in the end with the WAR as it is.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class FullHttpSuite extends RunningServer
        implements AnonymousUserHttpSuite, ServerOpenApiHttpSuite, TurnsHttpSuite, DefaultBeansHttpSuite {
    private final String store;

    /**
     * A suite.
     *
     * @param store what health calls the store
     */
    FullHttpSuite(Server.Kind kind, String store) {
        super(kind);
        this.store = store;
    }

    @Test
    void health_namesStoreAndResponder() {
        var health = new HealthClient(fixture());
        assertEquals(store, health.ready(200).getString("store"));
        assertEquals(store, health.live(200).getString("store"));
        assertEquals(ProbeApplication.BEAN, health.ready("chatkit-responder").getString("responder"));
        assertEquals(ProbeApplication.BEAN, health.live("chatkit-responder").getString("responder"));
    }

    @Test
    void log_reportsNoMissingPlatformFeature() {
        assertFalse(fixture().log().contains(" is not available: "));
    }

    @Override
    public final URI defaults() {
        fixture().ensureDeployed("api/opportunities", BuildPaths.war());
        return base();
    }

    @Test
    @Order(LAST)
    void health_reportsEchoResponder() {
        defaults();
        var health = new HealthClient(fixture());
        assertEquals(store, health.ready(200).getString("store"));
        assertEquals("echo", health.ready("chatkit-responder").getString("responder"));
    }
}
