package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.chatkit.server.Server;
import ee.chatkit.server.ServerFixture;
import ee.chatkit.server.TestApplications;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An application with its own tables and persistence unit, {@code src/test/consumers/orders}, and
 * the store library in its WAR or EAR.
 */
class EmbeddedStoreIT {
    @ParameterizedTest
    @EnumSource(names = {"WILDFLY", "PAYARA"})
    void store_joinsApplicationTransactions(Server.Kind kind) {
        try (var fixture = ServerFixture.withDatabase(kind, Map.of())) {
            fixture.start("orders?id=none&customer=none", TestApplications.orders(kind));
            var orders = new Orders(fixture.baseUri());

            assertEquals(201, orders.place("kept", "COMMIT"));
            assertEquals("order true, opportunity true, thread true, in postgresql", orders.find("kept"));
            assertEquals(409, orders.place("dropped", "EXCEPTION"));
            assertEquals("order false, opportunity false, thread false, in postgresql", orders.find("dropped"));

            assertEquals(
                    "postgresql",
                    new HealthClient(fixture).ready(200).getString("store"),
                    "the library brings its health");
            fixture.killAndRestart("orders?id=none&customer=none");
            assertEquals("order true, opportunity true, thread true, in postgresql", orders.find("kept"));
        }
    }

    @Tag("full")
    @ParameterizedTest
    // the test reads health, which is MicroProfile's
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"WILDFLY", "PAYARA", "WILDFLY_WITHOUT_MICROPROFILE"})
    void store_joinsApplicationTransactionsOnOtherServers(Server.Kind kind) {
        store_joinsApplicationTransactions(kind);
    }

    @ParameterizedTest
    @EnumSource(names = {"WILDFLY", "PAYARA"})
    void store_worksInEarLibrary(Server.Kind kind) {
        try (var fixture = ServerFixture.withDatabase(kind, Map.of())) {
            fixture.start("orders?id=none&customer=none", TestApplications.ordersEar(kind));
            var orders = new Orders(fixture.baseUri());
            assertEquals(201, orders.place("kept", "COMMIT"));
            assertEquals("order true, opportunity true, thread true, in postgresql", orders.find("kept"));
            assertEquals(409, orders.place("dropped", "EXCEPTION"));
            assertEquals("order false, opportunity false, thread false, in postgresql", orders.find("dropped"));
            if (kind != Server.Kind.WILDFLY_WITHOUT_MICROPROFILE) {
                assertEquals("postgresql", new HealthClient(fixture).ready(200).getString("store"));
            }
        }
    }

    @Tag("full")
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"WILDFLY", "PAYARA"})
    void store_worksInEarLibraryOnOtherServers(Server.Kind kind) {
        store_worksInEarLibrary(kind);
    }

    /** A client of the application. */
    private record Orders(URI base) {
        private static final HttpClient CLIENT =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

        int place(String id, String end) {
            return send("POST", "orders?id=" + id + "&customer=ann&end=" + end).statusCode();
        }

        String find(String id) {
            return send("GET", "orders?id=" + id + "&customer=ann").body();
        }

        private HttpResponse<String> send(String method, String path) {
            try {
                return CLIENT.send(
                        HttpRequest.newBuilder(base.resolve(path))
                                .method(method, BodyPublishers.noBody())
                                .build(),
                        BodyHandlers.ofString());
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(method + " " + path, e);
            }
        }
    }
}
