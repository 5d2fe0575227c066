package ee.chatkit.http;

import ee.chatkit.http.RestTestClient.RestResponse;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.net.URI;
import java.util.List;

/** A client of the ChatKit protocol at one URL. */
public record ChatKitTestClient(URI base, String path) {
    /** A client for all of the caller's threads. */
    public static ChatKitTestClient unscoped(URI base) {
        return new ChatKitTestClient(base, "chatkit");
    }

    public static ChatKitTestClient forOpportunity(URI base, String opportunity) {
        return new ChatKitTestClient(base, "opportunities/" + opportunity + "/chatkit");
    }

    /** Sends a request whose response is one document. */
    public RestResponse post(String type, String params) {
        return new RestTestClient(base).post(path, request(type, params));
    }

    public JsonObject document(String type, String params) {
        return post(type, params).expect(200).json();
    }

    /** Sends a request whose response is a stream, and leaves the stream open. */
    public EventStreamReader openStream(String type, String params) {
        return new EventStreamReader(base.resolve(path), request(type, params));
    }

    /** The events of a request with an idempotency key. */
    public List<JsonObject> events(String type, String params, String key) {
        try (var stream =
                new EventStreamReader(base.resolve(path), request(type, params), IdempotencyHttpSuite.KEY, key)) {
            return stream.rest();
        }
    }

    public List<JsonObject> events(String type, String params) {
        try (var stream = openStream(type, params)) {
            return stream.rest();
        }
    }

    /** Creates a thread; returns its id. */
    public String createThread(String text) {
        return events("threads.create", input(text))
                .getFirst()
                .getJsonObject("thread")
                .getString("id");
    }

    public List<JsonObject> sendMessage(String thread, String text) {
        return events("threads.add_user_message", "\"thread_id\":\"" + thread + "\"," + input(text));
    }

    /** All visible items of a short thread, the oldest first. */
    public List<JsonObject> items(String thread) {
        return document("items.list", "\"thread_id\":\"" + thread + "\",\"order\":\"asc\",\"limit\":100")
                .getJsonArray("data")
                .getValuesAs(JsonObject.class);
    }

    public static List<String> types(List<JsonObject> things) {
        return things.stream().map(thing -> thing.getString("type")).toList();
    }

    /** The params of a text message. */
    public static String input(String text) {
        JsonValue said = Json.createValue(text);
        return "\"input\":{\"content\":[{\"type\":\"input_text\",\"text\":" + said
                + "}],\"attachments\":[],\"inference_options\":{}}";
    }

    public static String request(String type, String params) {
        return "{\"type\":\"" + type + "\",\"params\":{" + params + "}}";
    }
}
