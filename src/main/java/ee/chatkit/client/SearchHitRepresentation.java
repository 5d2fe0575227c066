package ee.chatkit.client;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a search has found.
 *
 * @param thread the thread
 * @param item the item; null if the title of the thread was found
 * @param snippet a part of the text
 * @param ranges what was found in the snippet, in order
 * @param rank more than 0, at most 1: how well it suits
 */
public record SearchHitRepresentation(
        ThreadRepresentation thread, @Nullable FoundItem item, String snippet, List<Range> ranges, double rank) {
    /**
     * An item that was found.
     *
     * @param id the id
     * @param type the type
     * @param createdAt the time of creation, with microseconds
     */
    public record FoundItem(String id, String type, Instant createdAt) {}

    /**
     * A part of the snippet, in UTF-16 code units as of {@link String}.
     *
     * @param start the index of its first unit
     * @param end the index after its last one
     */
    public record Range(int start, int end) {}

    static SearchHitRepresentation of(JsonObject json) {
        JsonObject snippet = json.getJsonObject("snippet");
        return new SearchHitRepresentation(
                ThreadRepresentation.of(json.getJsonObject("thread")),
                json.isNull("item") ? null : item(json.getJsonObject("item")),
                snippet.getString("text"),
                snippet.getJsonArray("ranges").getValuesAs(JsonObject.class).stream()
                        .map(range -> new Range(range.getInt("start"), range.getInt("end")))
                        .toList(),
                json.getJsonNumber("rank").doubleValue());
    }

    private static FoundItem item(JsonObject json) {
        return new FoundItem(
                json.getString("id"), json.getString("type"), RepresentationCodec.time(json, "created_at"));
    }
}
