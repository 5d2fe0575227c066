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
public record ProblemDetail(
        String type,
        String title,
        int status,
        @Nullable String detail,
        @Nullable String field,
        @Nullable String incident) {
    static ProblemDetail of(JsonObject json, int status) {
        return new ProblemDetail(
                json.getString("type", "about:blank"),
                json.getString("title", "refused"),
                status,
                RepresentationCodec.text(json, "detail"),
                RepresentationCodec.text(json, "field"),
                RepresentationCodec.text(json, "incident"));
    }
}
