package ee.chatkit.protocol.json;

import ee.chatkit.json.JsonText;
import java.nio.charset.CharacterCodingException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The members of one JSON object whose values stay the text that they are.
 *
 * <p>An export has millions of lines, and most of a line (the content of an item) is stored as it is written. A parser
 * would build an object tree only to print it again, and would change number notation and duplicate names on the way. So
 * each line is validated in one pass that notes where its members begin and end.
 *
 * <p>Each accessor removes the member that it returns, so that {@link #requireEmpty} finds the members that were not read.
 * Null and absent are the same. Exceptions name the member.
 */
final class RawJsonObject {
    private static final int MAX_MEMBERS = 24;
    private static final Pattern WHOLE_NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");

    private final Map<String, String> members;

    private RawJsonObject(Map<String, String> members) {
        this.members = members;
    }

    /** @throws InvalidInputException if this is not valid UTF-8 or not a JSON object, or has a member twice */
    static RawJsonObject of(byte[] bytes, int offset, int length) {
        try {
            return new RawJsonObject(JsonText.members(JsonIo.decode(bytes, offset, length), MAX_MEMBERS));
        } catch (CharacterCodingException e) {
            throw new InvalidInputException("is not valid UTF-8");
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("is not a usable JSON object: it " + e.getMessage());
        }
    }

    /** Rejects members that were not read: ignoring them would lose data silently. */
    void requireEmpty() {
        for (String name : members.keySet()) {
            throw new InvalidInputException(JsonObjectReader.abbreviate(name), "is not a known member of this record");
        }
    }

    /** The raw value, which is valid JSON. */
    @Nullable
    String json(String name) {
        String json = members.remove(name);
        return "null".equals(json) ? null : json;
    }

    String requiredObject(String name) {
        String json = required(name, json(name));
        if (json.charAt(0) != '{') {
            throw new InvalidInputException(name, "must be an object");
        }
        return json;
    }

    @Nullable
    String text(String name) {
        String json = json(name);
        if (json == null) {
            return null;
        }
        if (json.charAt(0) != '"') {
            throw new InvalidInputException(name, "must be a string");
        }
        String text = json.indexOf('\\') < 0 ? json.substring(1, json.length() - 1) : JsonIo.unquote(json);
        return JsonText.storableText(text);
    }

    String requiredText(String name) {
        return required(name, text(name));
    }

    <E extends Enum<E>> E requiredEnum(String name, Class<E> type) {
        return EnumNames.parse(name, requiredText(name), type);
    }

    /** A time with an offset from UTC. */
    Instant requiredTime(String name) {
        String text = requiredText(name);
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new InvalidInputException(
                    name, "must be an ISO 8601 time with offset, such as 2026-11-22T21:29:38.391367Z");
        }
    }

    /** A whole number, 0 or more. */
    @Nullable
    Long number(String name) {
        String json = json(name);
        if (json != null && !WHOLE_NUMBER.matcher(json).matches()) {
            throw new InvalidInputException(name, "must be a whole number, 0 or more");
        }
        return json == null ? null : Long.valueOf(json);
    }

    long requiredNumber(String name) {
        return required(name, number(name));
    }

    boolean flag(String name) {
        String json = json(name);
        if (json != null && !json.equals("true") && !json.equals("false")) {
            throw new InvalidInputException(name, "must be true or false");
        }
        return "true".equals(json);
    }

    private static <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw new InvalidInputException(name, "is required");
        }
        return value;
    }
}
