package ee.chatkit.protocol.json;

import ee.chatkit.protocol.Json;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes one JSON object as text, member by member. Members that are null are left out. */
final class ObjectText {
    private static final DateTimeFormatter MICROS =
            new DateTimeFormatterBuilder().appendInstant(6).toFormatter();

    private final StringBuilder out = new StringBuilder("{");

    ObjectText text(String name, @Nullable String value) {
        return value == null ? this : raw(name, Jsonp.quoted(value));
    }

    /** A member whose name is data and so may need escapes. */
    ObjectText quotedName(String name, String json) {
        String quoted = Jsonp.quoted(name);
        return raw(quoted.substring(1, quoted.length() - 1), json);
    }

    /** UTC with six digits of a second's fraction, so that times sort as text. */
    ObjectText time(String name, Instant value) {
        return raw(name, '"' + MICROS.format(value) + '"');
    }

    ObjectText texts(String name, @Nullable Collection<String> values) {
        return values == null
                ? this
                : raw(name, values.stream().map(Jsonp::quoted).collect(Collectors.joining(",", "[", "]")));
    }

    ObjectText flag(String name, boolean value) {
        return raw(name, Boolean.toString(value));
    }

    ObjectText number(String name, @Nullable Number value) {
        return value == null ? this : raw(name, value.toString());
    }

    ObjectText word(String name, Enum<?> value) {
        return raw(name, '"' + Words.of(value) + '"');
    }

    ObjectText json(String name, @Nullable Json value) {
        return value == null ? this : raw(name, value.text());
    }

    /** Values that are one JSON text each. */
    <T> ObjectText list(String name, Collection<T> values, Function<T, String> write) {
        return raw(name, values.stream().map(write).collect(Collectors.joining(",", "[", "]")));
    }

    /** As {@link #raw}, where there is a value. */
    <T> ObjectText optional(String name, @Nullable T value, Function<T, String> write) {
        return value == null ? this : raw(name, write.apply(value));
    }

    /** A value that is JSON already. */
    ObjectText raw(String name, String json) {
        separate();
        out.append('"').append(name).append("\":").append(json);
        return this;
    }

    /** The members of an object that is JSON already: its text without the first brace, and nothing is parsed. */
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
