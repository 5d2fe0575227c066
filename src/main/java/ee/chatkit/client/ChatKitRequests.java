package ee.chatkit.client;

import jakarta.json.Json;
import jakarta.json.JsonObject;

/** Builds requests of the ChatKit protocol. No parameter may be null. */
public final class ChatKitRequests {
    private ChatKitRequests() {}

    /**
     * Creates a thread with a first message ({@code threads.create}); the response is a stream.
     *
     * @param text the message
     * @return the request
     */
    public static JsonBody createThread(String text) {
        return of(
                "threads.create",
                Json.createObjectBuilder().add("input", input(text)).build());
    }

    /**
     * Adds a message to a thread ({@code threads.add_user_message}); the response is a stream.
     *
     * @param threadId the id of the thread
     * @param text the message
     * @return the request
     */
    public static JsonBody addUserMessage(String threadId, String text) {
        return of(
                "threads.add_user_message",
                Json.createObjectBuilder()
                        .add("thread_id", threadId)
                        .add("input", input(text))
                        .build());
    }

    /**
     * Builds any request.
     *
     * @param type the type of the request, such as {@code threads.list}
     * @param params its parameters
     * @return the request
     */
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
