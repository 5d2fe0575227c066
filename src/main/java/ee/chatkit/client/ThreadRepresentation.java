package ee.chatkit.client;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A thread.
 *
 * @param id the id
 * @param opportunityId the id of its opportunity; null if it has none
 * @param title the title; null if it has none yet
 * @param status {@code active}, {@code locked} or {@code closed}
 * @param statusReason the reason of a locked or closed thread; null if there is none
 * @param allowedImageDomains the domains that clients may load images from; null for any
 * @param metadata the application's metadata; an empty object if there is none
 * @param pinned whether the user keeps it at the top
 * @param archived whether the user has put it away
 * @param labels the user's labels
 * @param createdAt the time of creation, with microseconds
 * @param updatedAt the time of the latest activity, with microseconds
 */
public record ThreadRepresentation(
        String id,
        @Nullable String opportunityId,
        @Nullable String title,
        String status,
        @Nullable String statusReason,
        @Nullable List<String> allowedImageDomains,
        JsonObject metadata,
        boolean pinned,
        boolean archived,
        List<String> labels,
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
                texts(json, "allowed_image_domains"),
                json.getJsonObject("metadata"),
                json.getBoolean("pinned", false),
                json.getBoolean("archived", false),
                Objects.requireNonNullElse(texts(json, "labels"), List.of()),
                RepresentationCodec.time(json, "created_at"),
                RepresentationCodec.time(json, "updated_at"));
    }

    private static @Nullable List<String> texts(JsonObject json, String name) {
        return json.containsKey(name) ? json.getJsonArray(name).getValuesAs(JsonString::getString) : null;
    }
}
