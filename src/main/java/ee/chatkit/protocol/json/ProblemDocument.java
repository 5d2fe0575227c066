package ee.chatkit.protocol.json;

import ee.chatkit.json.JsonText;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A problem document (RFC 9457).
 *
 * @param type the URI of the problem type, which never changes
 * @param title a summary of the problem type
 * @param status the HTTP status code
 * @param detail an explanation of this occurrence for the client; null for none
 * @param field the invalid field or parameter; null for none
 * @param incident the id of this occurrence in the log; null for none
 * @param requestId the id of the request in the logs; null for none
 * @param hold the id of the legal hold that forbids it; null if none does
 * @param errors the invalid lines of a file; empty if no file is at fault
 */
public record ProblemDocument(
        String type,
        String title,
        int status,
        @Nullable String detail,
        @Nullable String field,
        @Nullable String incident,
        @Nullable String requestId,
        @Nullable String hold,
        List<LineError> errors) {
    /** The media type of problem documents. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** Copies the list. The explanation may quote the request: U+0000 and unpaired surrogates in it are replaced by U+FFFD. */
    public ProblemDocument {
        detail = detail == null ? null : JsonText.storableText(detail);
        errors = List.copyOf(errors);
    }

    /** Creates a problem without invalid lines. */
    public ProblemDocument(
            String type,
            String title,
            int status,
            @Nullable String detail,
            @Nullable String field,
            @Nullable String incident) {
        this(type, title, status, detail, field, incident, null, null, List.of());
    }

    /**
     * An invalid line of a file.
     *
     * @param line the number of the line, from 1
     * @param detail an explanation that completes a sentence beginning with the line
     */
    public record LineError(long line, String detail) {
        private String toJson() {
            return new JsonObjectWriter()
                    .number("line", line)
                    .text("detail", detail)
                    .end();
        }
    }

    /** Returns a copy with these invalid lines. */
    public ProblemDocument withErrors(List<LineError> lines) {
        return new ProblemDocument(type, title, status, detail, field, incident, requestId, hold, lines);
    }

    /** Returns a copy with the id of the request. */
    public ProblemDocument withRequestId(@Nullable String id) {
        return new ProblemDocument(type, title, status, detail, field, incident, id, hold, errors);
    }

    /** Returns a copy with the id of the legal hold that forbids the operation. */
    public ProblemDocument withHold(String id) {
        return new ProblemDocument(type, title, status, detail, field, incident, requestId, id, errors);
    }

    /** Returns the JSON object of this problem. */
    public String toJson() {
        return new JsonObjectWriter()
                .text("type", type)
                .text("title", title)
                .raw("status", Integer.toString(status))
                .text("detail", detail)
                .text("field", field)
                .text("incident", incident)
                .text("request_id", requestId)
                .text("hold", hold)
                .optional("errors", errors.isEmpty() ? null : errors, ProblemDocument::array)
                .end();
    }

    private static String array(List<LineError> errors) {
        return errors.stream().map(LineError::toJson).collect(Collectors.joining(",", "[", "]"));
    }
}
