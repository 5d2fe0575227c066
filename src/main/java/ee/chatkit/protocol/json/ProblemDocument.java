package ee.chatkit.protocol.json;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, as RFC 9457 has it.
 *
 * @param type a URI that tells the kind and never changes
 * @param title the kind in words
 * @param status the HTTP status
 * @param detail this occurrence in words, fit for whoever called
 * @param field the field or parameter at fault
 * @param incident finds the occurrence in the log
 * @param errors the lines of a file at fault
 */
public record ProblemDocument(
        String type,
        String title,
        int status,
        @Nullable String detail,
        @Nullable String field,
        @Nullable String incident,
        List<LineError> errors) {
    public static final String MEDIA_TYPE = "application/problem+json";

    public ProblemDocument {
        errors = List.copyOf(errors);
    }

    /** A problem of no file. */
    public ProblemDocument(
            String type,
            String title,
            int status,
            @Nullable String detail,
            @Nullable String field,
            @Nullable String incident) {
        this(type, title, status, detail, field, incident, List.of());
    }

    /**
     * What is wrong with a line of a file.
     *
     * @param line counts from 1
     */
    public record LineError(long line, String detail) {
        private String toJson() {
            return new JsonObjectWriter()
                    .number("line", line)
                    .text("detail", detail)
                    .end();
        }
    }

    /** The same, of a file. */
    public ProblemDocument withErrors(List<LineError> lines) {
        return new ProblemDocument(type, title, status, detail, field, incident, lines);
    }

    public String toJson() {
        return new JsonObjectWriter()
                .text("type", type)
                .text("title", title)
                .raw("status", Integer.toString(status))
                .text("detail", detail)
                .text("field", field)
                .text("incident", incident)
                .optional("errors", errors.isEmpty() ? null : errors, ProblemDocument::array)
                .end();
    }

    private static String array(List<LineError> errors) {
        return errors.stream().map(LineError::toJson).collect(Collectors.joining(",", "[", "]"));
    }
}
