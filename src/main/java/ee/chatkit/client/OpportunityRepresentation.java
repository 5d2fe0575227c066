package ee.chatkit.client;

import jakarta.json.JsonObject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An opportunity. Members that it does not have are null.
 *
 * @param id the id
 * @param name the name
 * @param clientName the name of the client
 * @param description the description
 * @param status {@code active} or {@code completed}
 * @param currentPhase the current phase
 * @param contextSummary the summary of the context
 * @param retentionDays after how many days without activity its threads are deleted; null for the server's general period
 * @param createdAt the time of creation, with microseconds
 * @param updatedAt the time of the last change, with microseconds
 */
public record OpportunityRepresentation(
        String id,
        String name,
        @Nullable String clientName,
        @Nullable String description,
        String status,
        @Nullable String currentPhase,
        @Nullable String contextSummary,
        @Nullable Integer retentionDays,
        Instant createdAt,
        Instant updatedAt) {
    static OpportunityRepresentation of(JsonObject json) {
        return new OpportunityRepresentation(
                json.getString("id"),
                json.getString("name"),
                RepresentationCodec.text(json, "client_name"),
                RepresentationCodec.text(json, "description"),
                json.getString("status"),
                RepresentationCodec.text(json, "current_phase"),
                RepresentationCodec.text(json, "context_summary"),
                json.containsKey("retention_days") ? json.getInt("retention_days") : null,
                RepresentationCodec.time(json, "created_at"),
                RepresentationCodec.time(json, "updated_at"));
    }
}
