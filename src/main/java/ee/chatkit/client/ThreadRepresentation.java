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
public record ThreadRepresentation(
        String id,
        @Nullable String opportunityId,
        @Nullable String title,
        String status,
        @Nullable String statusReason,
        @Nullable List<String> allowedImageDomains,
        JsonObject metadata,
        Instant createdAt,
        Instant updatedAt) {
    static ThreadRepresentation of(JsonObject json) {
        JsonObject status = json.getJsonObject("status");
        return new ThreadRepresentation(
                json.getString("id"),
                RepresentationCodec.text(json, "opportunity_id"),
                RepresentationCodec.text(json, "title"),
                status.getString("type"),
                RepresentationCodec.text(status, "reason"),
                json.containsKey("allowed_image_domains")
                        ? json.getJsonArray("allowed_image_domains").getValuesAs(JsonString::getString)
                        : null,
                json.getJsonObject("metadata"),
                RepresentationCodec.time(json, "created_at"),
                RepresentationCodec.time(json, "updated_at"));
    }
}
