package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.server.ServerFixture;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Durability: the server is killed, or the database is unavailable for a while. */
interface DatabaseOutageHttpSuite {
    int MESSAGES = 45;

    /** The base URL of the API, which ends with {@code /api/}. */
    URI base();

    /** The running server and its database. */
    ServerFixture fixture();

    @Test
    default void killedServer_losesNoStoredData() {
        var rest = new RestTestClient(base());
        String opportunity = rest.create("opportunities", "{\"name\":\"Pier\",\"client_name\":\"Acme\"}");
        rest.put("active-opportunity", "{\"id\":\"" + opportunity + "\"}").expect(200);
        String thread = rest.create("threads", "{}");
        for (int n = 1; n <= MESSAGES; n++) {
            rest.create(
                    "threads/" + thread + "/items",
                    "{\"type\":\"user_message\",\"content\":[{\"type\":\"input_text\",\"text\":\"Message " + n
                            + "\"}]}");
        }
        List<String> before = snapshot(rest, opportunity, thread);

        fixture().killAndRestart("api/opportunities");

        assertEquals(before, snapshot(rest, opportunity, thread));
        assertTrue(rest.get("threads/" + thread).text("title").endsWith("Message 1"));
        assertEquals(opportunity, rest.get("active-opportunity").text("id"));
    }

    /** The opportunity, its threads, and the items of one thread page by page, as JSON. */
    private static List<String> snapshot(RestTestClient rest, String opportunity, String thread) {
        List<String> texts = new ArrayList<>();
        texts.add(rest.get("opportunities/" + opportunity).expect(200).body());
        texts.add(rest.get("opportunities/" + opportunity + "/threads")
                .expect(200)
                .body());
        String after = "";
        int items = 0;
        do {
            var page = rest.get("threads/" + thread + "/items?order=asc&limit=20" + after)
                    .expect(200);
            texts.add(page.body());
            items += page.json().getJsonArray("data").size();
            after = page.json().getBoolean("has_more") ? "&after=" + page.text("after") : "";
        } while (!after.isEmpty());
        assertEquals(MESSAGES, items);
        return texts;
    }

    @Test
    default void databaseOutage_answers503AndRecovers() {
        var rest = new RestTestClient(base());
        String thread = rest.create("threads", "{\"title\":\"Before\"}");

        fixture().database().stop();
        var refused = rest.get("threads/" + thread).expectProblem(503, "unavailable");
        assertEquals("5", refused.header("Retry-After"));
        rest.post("threads", "{}").expectProblem(503, "unavailable");
        rest.patch("threads/" + thread, "{\"title\":\"Lost\"}").expectProblem(503, "unavailable");

        fixture().database().start();
        fixture().server().awaitResponse("api/threads/" + thread, status -> status == 200, HealthClient.TIMEOUT);
        assertEquals("Before", rest.get("threads/" + thread).text("title"));
        rest.patch("threads/" + thread, "{\"title\":\"After\"}").expect(200);
    }

    @Test
    default void answerFinishedDuringAnOutage_isStoredAfterwards() {
        var chat = ChatKitTestClient.unscoped(base());
        String thread = chat.createThread("Before the outage");
        try (var stream = chat.openStream(
                "threads.add_user_message",
                "\"thread_id\":\"" + thread + "\"," + ChatKitTestClient.input("/pace 1 4000"))) {
            stream.next("stream_options");
            fixture().database().stop();
            assertEquals("error", stream.rest().getLast().getString("type"));
        }
        fixture().database().start();
        fixture().server().awaitResponse("api/threads/" + thread, status -> status == 200, HealthClient.TIMEOUT);
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (chat.items(thread).size() < 4) {
            assertTrue(System.nanoTime() < end, "the answer is not stored");
            Thread.onSpinWait();
        }
        assertEquals(
                List.of("user_message", "assistant_message", "user_message", "assistant_message"),
                ChatKitTestClient.types(chat.items(thread)));
    }

    /** The status is already sent. */
    @Test
    default void databaseOutageDuringExport_abortsTheConnection() throws Exception {
        var rest = new RestTestClient(base());
        byte[] large = new byte[20_000_000];
        List<String> files = new ArrayList<>();
        for (int n = 0; n < 3; n++) {
            files.add(
                    rest.post("attachments", "{\"name\":\"large\",\"size\":" + large.length + ",\"mime_type\":\"a/b\"}")
                            .expect(201)
                            .text("id"));
            rest.send("PUT", "attachments/" + files.getLast() + "/content", large, "Content-Type", "a/b")
                    .expect(204);
        }
        var request = HttpRequest.newBuilder(base().resolve("export?contents=true"))
                .timeout(Duration.ofSeconds(60))
                .build();
        var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        var file = new ByteArrayOutputStream();
        try (InputStream body =
                client.send(request, BodyHandlers.ofInputStream()).body()) {
            file.write(body.readNBytes(1_000_000));
            fixture().database().stop();
            assertThrows(IOException.class, () -> body.transferTo(file), "the response ends as if it were complete");
        }
        fixture().database().start();
        fixture().server().awaitResponse("api/threads", status -> status == 200, HealthClient.TIMEOUT);
        List<String> lines = file.toString(StandardCharsets.UTF_8).lines().toList();
        assertTrue(
                lines.stream()
                        .allMatch(line -> line.startsWith("{\"record\":")
                                && !line.startsWith("{\"record\":\"end\"")
                                && !line.contains("\"status\":503")),
                lines.getLast());
        rest.get("export").expect(200);
        files.forEach(id -> rest.delete("attachments/" + id).expect(204));
    }
}
