package ee.chatkit.protocol.json;

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
 */
public record Problem(
        String type,
        String title,
        int status,
        @Nullable String detail,
        @Nullable String field,
        @Nullable String incident) {
    public static final String MEDIA_TYPE = "application/problem+json";

    public String toJson() {
        return new ObjectText()
                .text("type", type)
                .text("title", title)
                .raw("status", Integer.toString(status))
                .text("detail", detail)
                .text("field", field)
                .text("incident", incident)
                .end();
    }
}
