package ee.chatkit.client;

import jakarta.json.JsonObject;
import java.time.Instant;

/**
 * An entry of a thread, a message for instance.
 *
 * @param json all of it, as it came; what its type has stands there
 */
public record Item(String id, String threadId, String type, Instant createdAt, JsonObject json) {
    static Item of(JsonObject json) {
        return new Item(
                json.getString("id"),
                json.getString("thread_id"),
                json.getString("type"),
                Codec.time(json, "created_at"),
                json);
    }
}
