package ee.chatkit.client;

import jakarta.json.Json;
import jakarta.json.JsonObject;

/** Requests of ChatKit's protocol. */
public final class ChatKitRequests {
    private ChatKitRequests() {}

    /** Begins a thread. Answered by a stream. */
    public static JsonBody begin(String text) {
        return of(
                "threads.create",
                Json.createObjectBuilder().add("input", input(text)).build());
    }

    /** Says something in a thread. Answered by a stream. */
    public static JsonBody say(String threadId, String text) {
        return of(
                "threads.add_user_message",
                Json.createObjectBuilder()
                        .add("thread_id", threadId)
                        .add("input", input(text))
                        .build());
    }

    /** Any request. */
    public static JsonBody of(String type, JsonObject params) {
        return JsonBody.with("type", type).and("params", params);
    }

    private static JsonObject input(String text) {
        return Json.createObjectBuilder()
                .add(
                        "content",
                        Json.createArrayBuilder()
                                .add(Json.createObjectBuilder()
                                        .add("type", "input_text")
                                        .add("text", text)))
                .add("attachments", Json.createArrayBuilder())
                .add("inference_options", Json.createObjectBuilder())
                .build();
    }
}
