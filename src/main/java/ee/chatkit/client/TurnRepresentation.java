package ee.chatkit.client;

import jakarta.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A turn that is running or has ended a short time ago.
 *
 * @param id the id
 * @param threadId the id of its thread
 * @param status {@code running}, {@code completed}, {@code failed}, {@code cancelled} or {@code interrupted}
 * @param createdAt when it began, with microseconds
 * @param endedAt when it ended, with microseconds; null while it runs
 */
public record TurnRepresentation(
        String id,
        String threadId,
        String status,
        Instant createdAt,
        @Nullable Instant endedAt) {
    static TurnRepresentation of(JsonObject json) {
        return new TurnRepresentation(
                json.getString("id"),
                json.getString("thread_id"),
                json.getString("status"),
                RepresentationCodec.time(json, "created_at"),
                json.containsKey("ended_at") ? RepresentationCodec.time(json, "ended_at") : null);
    }

    /**
     * Tells whether the turn goes on.
     *
     * @return true if it does
     */
    public boolean isRunning() {
        return endedAt == null;
    }
}
