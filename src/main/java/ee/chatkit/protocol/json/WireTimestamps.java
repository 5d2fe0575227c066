package ee.chatkit.protocol.json;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times that come in. The reference writes them without an offset. */
final class WireTimestamps {
    private WireTimestamps() {}

    /** UTC, where the text names no offset. */
    static Instant read(JsonObjectReader jsonObjectReader, String name) {
        String text = jsonObjectReader.nonBlankText(name);
        try {
            var time = DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            return time instanceof OffsetDateTime exact
                    ? exact.toInstant()
                    : LocalDateTime.from(time).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            throw jsonObjectReader.invalid(name, "must be a time as ISO 8601 has it");
        }
    }
}
