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
 * The HTTP suites for any server and any store. They share one server, because starting takes long:
 * first with the probe application in the WAR, finally with the WAR as built.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
abstract class FullHttpSuite extends RunningServer
        implements AnonymousUserHttpSuite,
                ServerOpenApiHttpSuite,
                TurnsHttpSuite,
                ResumedTurnsHttpSuite,
                DefaultBeansHttpSuite {
    private final String store;

    /**
     * A suite for a server.
     *
     * @param store the name of the store in health
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
