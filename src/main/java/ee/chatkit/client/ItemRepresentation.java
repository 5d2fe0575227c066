package ee.chatkit.client;

import jakarta.json.JsonObject;
import java.time.Instant;

/**
 * An entry of a thread, a message for instance.
 *
 * @param json all of it, as it came; what its type has stands there
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
