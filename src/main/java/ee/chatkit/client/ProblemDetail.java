package ee.chatkit.client;

import jakarta.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The reason of a failure, as a problem document (RFC 9457).
 *
 * @param type the problem type, a stable URI such as {@code urn:chatkit:problem:not-found}; {@code about:blank} if the
 *     response has none
 * @param title the phrase of the status
 * @param status the HTTP status
 * @param detail the explanation of this occurrence; null if there is none
 * @param field the member or parameter at fault; null if there is none
 * @param incident the id under which the server's log has the cause; null if the error is not internal
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
                json.getString("title", "Unknown error"),
                status,
                RepresentationCodec.text(json, "detail"),
                RepresentationCodec.text(json, "field"),
                RepresentationCodec.text(json, "incident"));
    }
}
