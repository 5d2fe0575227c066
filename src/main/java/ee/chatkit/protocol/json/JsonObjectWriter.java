package ee.chatkit.protocol.json;

import ee.chatkit.protocol.RawJson;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON object as text, member by member. Null values are omitted. Names are not escaped, because they are constants;
 * {@link #rawEscapingName} is for other names.
 */
final class JsonObjectWriter {
    private static final DateTimeFormatter MICROS =
            new DateTimeFormatterBuilder().appendInstant(6).toFormatter();

    private final StringBuilder out = new StringBuilder("{");

    JsonObjectWriter text(String name, @Nullable String value) {
        return value == null ? this : raw(name, JsonIo.quote(value));
    }

    /** Writes a member whose name is input and may need escapes. */
    JsonObjectWriter rawEscapingName(String name, String json) {
        String quoted = JsonIo.quote(name);
        return raw(quoted.substring(1, quoted.length() - 1), json);
    }

    /** Writes a time in UTC with exactly six fractional digits, so that times sort as text. */
    JsonObjectWriter time(String name, @Nullable Instant value) {
        return value == null ? this : raw(name, '"' + MICROS.format(value) + '"');
    }

    JsonObjectWriter texts(String name, @Nullable Collection<String> values) {
        return values == null
                ? this
                : raw(name, values.stream().map(JsonIo::quote).collect(Collectors.joining(",", "[", "]")));
    }

    JsonObjectWriter flag(String name, boolean value) {
        return raw(name, Boolean.toString(value));
    }

    JsonObjectWriter number(String name, @Nullable Number value) {
        return value == null ? this : raw(name, value.toString());
    }

    JsonObjectWriter enumName(String name, Enum<?> value) {
        return raw(name, '"' + EnumNames.wireName(value) + '"');
    }

    JsonObjectWriter json(String name, @Nullable RawJson value) {
        return value == null ? this : raw(name, value.text());
    }

    /** Writes an array, whose elements are not collected first: a page may have megabytes. */
    <T> JsonObjectWriter list(String name, Collection<T> values, Function<T, String> write) {
        separate();
        out.append('"').append(name).append("\":[");
        String separator = "";
        for (T value : values) {
            out.append(separator).append(write.apply(value));
            separator = ",";
        }
        out.append(']');
        return this;
    }

    /** Writes a value, unless it is null. */
    <T> JsonObjectWriter optional(String name, @Nullable T value, Function<T, String> write) {
        return value == null ? this : raw(name, write.apply(value));
    }

    /** Writes a value that is JSON text. */
    JsonObjectWriter raw(String name, String json) {
        separate();
        out.append('"').append(name).append("\":").append(json);
        return this;
    }

    /** Appends the members of a JSON object without parsing it, and ends this object with its closing brace. */
    String endWithMembersOf(String object) {
        int first = skipSpace(object, skipSpace(object, 0) + 1);
        if (object.charAt(first) == '}') {
            return end();
        }
        separate();
        return out.append(object, first, object.length()).toString();
    }

    String end() {
        return out.append('}').toString();
    }

    private void separate() {
        if (out.length() > 1) {
            out.append(',');
        }
    }

    private static int skipSpace(String text, int from) {
        int at = from;
        while (text.charAt(at) <= ' ') {
            at++;
        }
        return at;
    }
}
