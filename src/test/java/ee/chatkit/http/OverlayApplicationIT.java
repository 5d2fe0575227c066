package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.server.Server;
import ee.chatkit.server.ServerFixture;
import ee.chatkit.server.TestApplications;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An application that overlays the WAR with its own responder, titles, caller resolver and attachment contents,
 * {@code src/test/consumers/concierge}.
 */
class OverlayApplicationIT {
    private static final String[] ANN = {"X-Gateway-User", "ann", "Content-Type", "application/json"};
    private static final String[] BOB = {"X-Gateway-User", "bob", "Content-Type", "application/json"};

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(names = {"WILDFLY", "PAYARA"})
    void applicationBeans_replaceDefaults(Server.Kind kind) throws IOException {
        Map<String, String> environment = Map.of("CONCIERGE_FILES", folder.toString());
        try (var fixture = ServerFixture.withoutDatasource(kind, environment)) {
            fixture.start("api/threads", TestApplications.concierge());
            var rest = new RestTestClient(fixture.baseUri().resolve("api/"));
            verifyCallerResolver(rest);
            verifyResponder(rest);
            verifyAttachmentContents(rest);
            assertEquals(
                    "com.example.concierge.Concierge",
                    new HealthClient(fixture).ready("chatkit-responder").getString("responder"));
        }
    }

    @Tag("full")
    @ParameterizedTest
    // the test reads health, which is MicroProfile's
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"WILDFLY", "PAYARA", "WILDFLY_WITHOUT_MICROPROFILE"})
    void applicationBeans_replaceDefaultsOnOtherServers(Server.Kind kind) throws IOException {
        applicationBeans_replaceDefaults(kind);
    }

    private static void verifyCallerResolver(RestTestClient rest) {
        rest.get("threads").expectProblem(401, "unauthenticated");
        rest.get("threads", "X-Gateway-User", "NOBODY").expectProblem(401, "unauthenticated");
        String id = rest.send("POST", "threads", RestTestClient.bytes("{}"), ANN)
                .expect(201)
                .text("id");
        rest.get("threads/" + id, "X-Gateway-User", "ann").expect(200);
        rest.get("threads/" + id, "X-Gateway-User", "bob").expectProblem(404, "not-found");

        String all = "export?users=all";
        rest.get(all, "X-Gateway-User", "ann").expectProblem(403, "forbidden");
        rest.get(all, "X-Gateway-User", "ann", "X-Gateway-Roles", "chatkit").expectProblem(403, "forbidden");
        rest.get(all, "X-Gateway-User", "ann", "X-Gateway-Roles", "reader,chatkit-admin")
                .expect(200);
    }

    private static void verifyResponder(RestTestClient rest) {
        String said = ChatKitTestClient.request("threads.create", ChatKitTestClient.input("hello"));
        String stream = rest.send("POST", "chatkit", RestTestClient.bytes(said), BOB)
                .expect(200)
                .body();
        assertTrue(stream.contains("Good day, bob!"), stream);
        JsonObject thread = rest.get("threads", "X-Gateway-User", "bob")
                .expect(200)
                .json()
                .getJsonArray("data")
                .getJsonObject(0);
        assertEquals("HELLO", thread.getString("title"));
    }

    private void verifyAttachmentContents(RestTestClient rest) throws IOException {
        String announced = "{\"name\":\"a.txt\",\"size\":5,\"mime_type\":\"text/plain\"}";
        String id = rest.send("POST", "attachments", RestTestClient.bytes(announced), ANN)
                .expect(201)
                .text("id");
        String content = "attachments/" + id + "/content";
        rest.send("PUT", content, RestTestClient.bytes("hello"), "X-Gateway-User", "ann", "Content-Type", "text/plain")
                .expect(204);
        assertEquals("hello", Files.readString(folder.resolve(id)));
        assertEquals(
                "hello", rest.get(content, "X-Gateway-User", "ann").expect(200).body());
        rest.get(content, "X-Gateway-User", "bob").expectProblem(404, "not-found");
        rest.delete("attachments/" + id, "X-Gateway-User", "ann").expect(204);
        assertFalse(Files.exists(folder.resolve(id)));
    }
}
