package ee.chatkit.client;

import jakarta.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Why the server refused (RFC 9457).
 *
 * @param type tells the kind and never changes: {@code urn:chatkit:problem:not-found}, for instance
 * @param field the member or parameter that is wrong
 * @param incident finds a failure in the server's log
 */
public record Problem(
        String type,
        String title,
        int status,
        @Nullable String detail,
        @Nullable String field,
        @Nullable String incident) {
    static Problem of(JsonObject json, int status) {
        return new Problem(
                json.getString("type", "about:blank"),
                json.getString("title", "refused"),
                status,
                Codec.text(json, "detail"),
                Codec.text(json, "field"),
                Codec.text(json, "incident"));
    }
}
