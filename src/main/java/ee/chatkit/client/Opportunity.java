package ee.chatkit.client;

import jakarta.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What business is about.
 *
 * @param status {@code active} or {@code completed}
 */
public record Opportunity(
        String id,
        String name,
        @Nullable String clientName,
        @Nullable String description,
        String status,
        @Nullable String currentPhase,
        @Nullable String contextSummary,
        Instant createdAt,
        Instant updatedAt) {
    static Opportunity of(JsonObject json) {
        return new Opportunity(
                json.getString("id"),
                json.getString("name"),
                Codec.text(json, "client_name"),
                Codec.text(json, "description"),
                json.getString("status"),
                Codec.text(json, "current_phase"),
                Codec.text(json, "context_summary"),
                Codec.time(json, "created_at"),
                Codec.time(json, "updated_at"));
    }
}
