package ee.chatkit.web;

import com.sun.net.httpserver.HttpExchange;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The REST API of a {@link FakeChatKitServer} as far as the page at the root uses it: documents, which tests set. */
final class FakeRest {
    static final String ABOUT = """
        {"product":"ChatKit EE","version":"1.0","user":"ada","anonymous":false,"admin":true,
         "responder":{"type":"model","name":"model small at models.example"},
         "store":{"type":"memory","available":true},
         "limits":{"attachment_bytes":20971520,"attachment_types":["*/*"],"import_bytes":1073741824,"message_length":100000}}\
        """;

    private final FakeChatKitServer server;

    FakeRest(FakeChatKitServer server) {
        this.server = server;
    }

    /** Nothing is stored, and there is no active opportunity. */
    void empty() {
        list("opportunities", List.of());
        list("threads", List.of());
        respond("active-opportunity", 404, "{\"title\":\"Not found\"}");
    }

    /** Answers every request for a path below the API with a document. */
    void document(String path, String json) {
        respond(path, 200, json);
    }

    /** Answers every request for a path below the API. */
    void respond(String path, int status, String json) {
        server.handle("/api/" + path, exchange -> json(exchange, status, json));
    }

    /** Answers with one page of a list, which has these documents. */
    void list(String path, List<String> documents) {
        JsonArrayBuilder data = Json.createArrayBuilder();
        documents.forEach(document -> data.add(FakeProtocol.json(document)));
        document(
                path,
                Json.createObjectBuilder()
                        .add("data", data)
                        .add("has_more", false)
                        .build()
                        .toString());
    }

    static void json(HttpExchange exchange, int status, String json) throws IOException {
        FakeChatKitServer.respond(exchange, status, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }
}
