package ee.chatkit.client;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A thread.
 *
 * @param status {@code active}, {@code locked} or {@code closed}
 * @param statusReason why it is locked or closed
 * @param allowedImageDomains null when any are
 * @param metadata the application's own
 * @param updatedAt when something last happened in it
 */
public record Conversation(
        String id,
        @Nullable String opportunityId,
        @Nullable String title,
        String status,
        @Nullable String statusReason,
        @Nullable List<String> allowedImageDomains,
        JsonObject metadata,
        Instant createdAt,
        Instant updatedAt) {
    static Conversation of(JsonObject json) {
        JsonObject status = json.getJsonObject("status");
        return new Conversation(
                json.getString("id"),
                Codec.text(json, "opportunity_id"),
                Codec.text(json, "title"),
                status.getString("type"),
                Codec.text(status, "reason"),
                json.containsKey("allowed_image_domains")
                        ? json.getJsonArray("allowed_image_domains").getValuesAs(JsonString::getString)
                        : null,
                json.getJsonObject("metadata"),
                Codec.time(json, "created_at"),
                Codec.time(json, "updated_at"));
    }
}
