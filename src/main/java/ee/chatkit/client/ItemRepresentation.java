package ee.chatkit.client;

import jakarta.json.JsonObject;
import java.time.Instant;

/**
 * An item of a thread, such as a message.
 *
 * @param id the id
 * @param threadId the id of its thread
 * @param type the type, such as {@code user_message}
 * @param createdAt the time of creation, with microseconds
 * @param json the complete item, with the members of its type
 */
public record ItemRepresentation(String id, String threadId, String type, Instant createdAt, JsonObject json) {
    static ItemRepresentation of(JsonObject json) {
        return new ItemRepresentation(
                json.getString("id"),
                json.getString("thread_id"),
                json.getString("type"),
                RepresentationCodec.time(json, "created_at"),
                json);
    }
}
