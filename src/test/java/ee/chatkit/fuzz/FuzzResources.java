package ee.chatkit.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Creates and deletes what the names in seeds stand for, on a server with an anonymous user. */
final class FuzzResources {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String JSON = "application/json";
    private static final String FORM = """
        --b\r
        Content-Disposition: form-data; name="file"; filename="p.png"\r
        Content-Type: image/png\r
        \r
        PNG\r
        --b--\r
        """;
    private static final int PAGES = 100;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI base;

    /**
     * For a server.
     *
     * @param base ends with {@code /api/}
     */
    FuzzResources(URI base) {
        this.base = base;
    }

    /** Creates an opportunity, three threads with items, a turn that has ended, an announced file and an image. */
    Map<String, String> create() throws IOException, InterruptedException {
        Map<String, String> made = new HashMap<>();
        String opportunity = "opp_" + hex();
        made.put("opportunity", opportunity);
        post("opportunities", "{\"id\":\"" + opportunity + "\",\"name\":\"Bridge\"}");
        String thread = thread(made, "thread");
        post("threads", "{\"title\":\"Second\",\"opportunity_id\":\"" + opportunity + "\"}");
        made.put("message", item(thread, "msg_", """
            "type":"user_message","content":[{"type":"input_text","text":"What will the pier cost?"}]\
            """));
        made.put("structured", item(thread, "msg_", """
            "type":"structured_input","status":"pending","inputs":[{"type":"multiple_choice","id":"q1","question":"?",
            "options":[{"value":"red"},{"value":"blue"}],"multiple":true},{"type":"freeform","id":"q2","question":"?"}]\
            """));
        made.put("widget", item(thread, "msg_", """
            "type":"widget","widget":{"type":"Card","children":[]}\
            """));
        String toolThread = thread(made, "tool_thread");
        made.put("tool_call", item(toolThread, "tc_", """
            "type":"client_tool_call","status":"pending","call_id":"c","name":"n","arguments":{"n":null}\
            """));
        made.put("turn", turn());
        made.put("item_cursor", cursor("threads/" + thread + "/items?limit=1"));
        made.put("thread_cursor", cursor("threads?limit=1"));
        made.put("etag", get("threads/" + thread).headers().firstValue("ETag").orElseThrow());
        addFiles(made);
        return made;
    }

    private String thread(Map<String, String> made, String name) throws IOException, InterruptedException {
        String id = "thr_" + hex();
        post(
                "threads",
                "{\"id\":\"" + id + "\",\"title\":\"T\",\"opportunity_id\":\"" + made.get("opportunity") + "\"}");
        made.put(name, id);
        return id;
    }

    private String item(String thread, String prefix, String members) throws IOException, InterruptedException {
        String id = prefix + hex();
        post("threads/" + thread + "/items", "{\"id\":\"" + id + "\"," + members + "}");
        return id;
    }

    private String turn() throws IOException, InterruptedException {
        return send("POST", "chatkit", """
            {"type":"threads.create","params":{"input":{"content":[{"type":"input_text","text":"Hi"}],"attachments":[],
            "inference_options":{}}}}\
            """, JSON)
                .headers()
                .firstValue("ChatKit-Turn")
                .orElseThrow();
    }

    private void addFiles(Map<String, String> made) throws IOException, InterruptedException {
        JsonNode file = post("attachments", "{\"name\":\"plan.txt\",\"size\":10,\"mime_type\":\"text/plain\"}");
        made.put("attachment", file.path("id").asText());
        URI upload = URI.create(file.path("upload_descriptor").path("url").asText());
        made.put("upload_link", upload.getRawPath() + '?' + upload.getRawQuery());
        JsonNode image = json(send("POST", "attachments", FORM, "multipart/form-data; boundary=b"));
        made.put("image", image.path("id").asText());
        URI preview = URI.create(image.path("preview_url").asText());
        made.put("preview_link", preview.getRawPath() + '?' + preview.getRawQuery());
    }

    /** Deletes all of the caller's threads and opportunities, and the files that were created here. */
    void deleteAll(Iterable<Map<String, String>> created) throws IOException, InterruptedException {
        for (Map<String, String> made : created) {
            send("DELETE", "attachments/" + made.get("attachment"), null, JSON);
            send("DELETE", "attachments/" + made.get("image"), null, JSON);
        }
        deleteEach("opportunities");
        deleteEach("threads");
    }

    private void deleteEach(String list) throws IOException, InterruptedException {
        for (int n = 0; n < PAGES; n++) {
            JsonNode page = json(get(list + "?limit=100"));
            for (JsonNode one : page.path("data")) {
                String id = URLEncoder.encode(one.path("id").asText(), StandardCharsets.UTF_8);
                send("DELETE", list + '/' + id, null, JSON);
            }
            if (page.path("data").isEmpty()) {
                return;
            }
        }
    }

    private String cursor(String list) throws IOException, InterruptedException {
        return URLEncoder.encode(json(get(list)).path("after").asText(), StandardCharsets.UTF_8);
    }

    private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
        return send("GET", path, null, JSON);
    }

    private JsonNode post(String path, String body) throws IOException, InterruptedException {
        return json(send("POST", path, body, JSON));
    }

    private static JsonNode json(HttpResponse<byte[]> response) throws IOException {
        if (response.statusCode() / 100 != 2) {
            throw new IllegalStateException(response.uri() + " answered " + response.statusCode() + ' '
                    + new String(response.body(), StandardCharsets.UTF_8));
        }
        return MAPPER.readTree(response.body());
    }

    private HttpResponse<byte[]> send(String method, String path, String body, String type)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", type)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofByteArray());
    }

    /** The status of the list of threads; 0 if there is no response. */
    static int statusOf(URI base) throws InterruptedException {
        try {
            return new FuzzResources(base).send("GET", "threads", null, JSON).statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    private static String hex() {
        return UUID.randomUUID().toString().replace("-", "");
    }
}
