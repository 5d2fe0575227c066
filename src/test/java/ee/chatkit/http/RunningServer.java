package ee.chatkit.http;

import ee.chatkit.server.Server;
import ee.chatkit.server.ServerFixture;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** A server that is started for all tests of a class. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class RunningServer {
    private final Server.Kind kind;
    private ServerFixture fixture;

    RunningServer(Server.Kind kind) {
        this.kind = kind;
    }

    /** A server that is configured but not started. */
    abstract ServerFixture prepare(Server.Kind kind);

    /** Starts the server and waits until it responds. */
    abstract void start(ServerFixture server);

    @BeforeAll
    final void start() {
        fixture = prepare(kind);
        start(fixture);
    }

    @AfterAll
    final void stop() {
        if (fixture != null) {
            fixture.close();
        }
    }

    public final URI base() {
        return fixture.baseUri().resolve("api/");
    }

    public final ServerFixture fixture() {
        return fixture;
    }
}
