package ee.chatkit.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.chat.ReferenceReplay;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * Replays the requests of the reference server against a deployed server. Upload URLs differ, and this server requires
 * the upload; so files are uploaded, and the members about it are not compared.
 */
record ReferenceReplayHttpSuite(URI base) implements ReferenceReplay.TestedServer {
    private static final String UPLOAD = "upload_descriptor";

    @Override
    public List<JsonValue> events(String body) {
        try (var stream = new EventStreamReader(base.resolve("chatkit"), body)) {
            return new ArrayList<>(stream.rest());
        }
    }

    @Override
    public JsonValue document(String body) {
        JsonObject answer =
                new RestTestClient(base).post("chatkit", body).expect(200).json();
        if (answer.get(UPLOAD) instanceof JsonObject upload) {
            int size = Json.createReader(new StringReader(body))
                    .readObject()
                    .getJsonObject("params")
                    .getInt("size");
            assertEquals("PUT", upload.getString("method"));
            assertTrue(upload.getString("url").startsWith(base.toString()), upload.getString("url"));
            String type = upload.getJsonObject("headers").getString("Content-Type");
            new RestTestClient(base)
                    .send("PUT", upload.getString("url"), new byte[size], "Content-Type", type)
                    .expect(204);
        }
        return answer;
    }

    @Override
    public JsonValue comparable(JsonValue value) {
        return switch (value) {
            case JsonObject object -> {
                var copy = Json.createObjectBuilder();
                object.forEach((name, member) -> {
                    if (name.equals("preview_url")) {
                        copy.add(name, name);
                    } else if (!name.equals(UPLOAD)) {
                        copy.add(name, comparable(member));
                    }
                });
                yield copy.build();
            }
            case JsonArray array -> {
                var copy = Json.createArrayBuilder();
                array.forEach(element -> copy.add(comparable(element)));
                yield copy.build();
            }
            default -> value;
        };
    }
}
