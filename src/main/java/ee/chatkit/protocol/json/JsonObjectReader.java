package ee.chatkit.protocol.json;

import ee.chatkit.model.Ids;
import ee.chatkit.protocol.RawJson;
import jakarta.json.JsonArray;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of a parsed JSON object by type. Null and absent are the same. Each method throws
 * {@link InvalidInputException} if the member has another type, naming it by its path from the root, as in
 * {@code params.input.content[0].text}.
 */
final class JsonObjectReader {
    /** Ids that clients may choose: safe in a URL path without escapes, and not mistakable for a cursor. */
    private static final Pattern ID = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._:@-]{1,255}");

    static final String INVALID_ID = "must have 1 to 255 characters, and no control characters";

    private static final Pattern ABSOLUTE_URL = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:\\S.*", Pattern.DOTALL);

    private static final int MAX_SHOWN = 60;

    private final JsonObject object;
    private final String path;

    /** Whether this is input, in which all types must be known; stored JSON may have been written by a later version. */
    private final boolean strict;

    private JsonObjectReader(JsonObject object, String path, boolean strict) {
        this.object = object;
        this.path = path;
        this.strict = strict;
    }

    static JsonObjectReader of(JsonObject object) {
        return new JsonObjectReader(object, "", false);
    }

    /**
     * Creates a reader that rejects records of unknown types.
     *
     * @param path precedes the names of members in error messages, such as {@code content.}; may be empty
     */
    static JsonObjectReader strict(JsonObject object, String path) {
        return new JsonObjectReader(object, path, true);
    }

    /** Keeps this record, whose type is unknown, as it is; a strict reader rejects it. */
    <T> T unknown(Function<RawJson, T> keep, String known) {
        return unknown("type", keep, "must be " + known);
    }

    /**
     * Keeps a record that its members do not identify as it is; a strict reader rejects it.
     *
     * @param problem completes a sentence that begins with the name of the member
     */
    <T> T unknown(String name, Function<RawJson, T> keep, String problem) {
        if (strict) {
            throw invalid(name, problem);
        }
        return keep.apply(rawObject());
    }

    /** Rejects unknown members, which would be lost silently otherwise. */
    JsonObjectReader requireOnly(Set<String> known) {
        var unknown = new TreeSet<>(object.keySet());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw InvalidInputException.unknownField(path + abbreviate(unknown.first()), known);
        }
        return this;
    }

    /** Rejects members that are known but read-only. */
    JsonObjectReader refuse(Set<String> refused, String problem) {
        for (String name : new TreeSet<>(refused)) {
            if (object.containsKey(name)) {
                throw invalid(name, problem);
            }
        }
        return this;
    }

    String nonBlankText(String name) {
        String text = requiredText(name);
        if (text.isBlank()) {
            throw invalid(name, "must not be blank");
        }
        return text;
    }

    @Nullable
    String text(String name) {
        return switch (value(name)) {
            case null -> null;
            case JsonString string -> string.getString();
            default -> throw invalid(name, "must be a string");
        };
    }

    @Nullable
    String id(String name) {
        String id = text(name);
        if (id != null && !ID.matcher(id).matches()) {
            throw invalid(name, "must have 1 to 255 characters out of A-Z a-z 0-9 . _ : @ -");
        }
        return id;
    }

    /** The id of an existing record; it may have been created by other means, and have any characters. */
    @Nullable
    String reference(String name) {
        String id = text(name);
        if (id != null && !Ids.isValid(id)) {
            throw invalid(name, INVALID_ID);
        }
        return id;
    }

    String requiredReference(String name) {
        return required(name, reference(name));
    }

    /** A list of ids, possibly empty. */
    List<String> requiredReferences(String name) {
        List<String> ids = requiredTexts(name);
        for (int i = 0; i < ids.size(); i++) {
            if (!Ids.isValid(ids.get(i))) {
                throw invalid(name + "[" + i + "]", INVALID_ID);
            }
        }
        return ids;
    }

    /** A text that may be empty or blank. */
    String requiredText(String name) {
        return required(name, text(name));
    }

    /** A URL. That it is absolute is required of input only. */
    String requiredUrl(String name) {
        String url = requiredText(name);
        if (strict && !ABSOLUTE_URL.matcher(url).matches()) {
            throw invalid(name, "must be an absolute URL");
        }
        return url;
    }

    @Nullable
    List<String> texts(String name) {
        return switch (value(name)) {
            case null -> null;
            case JsonArray array
            when array.stream().allMatch(JsonString.class::isInstance) -> array.getValuesAs(JsonString::getString);
            default -> throw invalid(name, "must be an array of strings");
        };
    }

    List<String> requiredTexts(String name) {
        return required(name, texts(name));
    }

    List<String> textsOrEmpty(String name) {
        List<String> texts = texts(name);
        return texts == null ? List.of() : texts;
    }

    @Nullable
    JsonObject object(String name) {
        return switch (value(name)) {
            case null -> null;
            case JsonObject member -> member;
            default -> throw invalid(name, "must be an object");
        };
    }

    @Nullable
    JsonObjectReader reader(String name) {
        JsonObject member = object(name);
        return member == null ? null : new JsonObjectReader(member, path + abbreviate(name) + ".", strict);
    }

    JsonObjectReader requiredReader(String name) {
        return required(name, reader(name));
    }

    <T> @Nullable List<T> list(String name, Function<JsonObjectReader, T> read) {
        return switch (value(name)) {
            case null -> null;
            case JsonArray array -> {
                var list = new ArrayList<T>(array.size());
                for (JsonValue element : array) {
                    String place = name + "[" + list.size() + "]";
                    if (!(element instanceof JsonObject member)) {
                        throw invalid(place, "must be an object");
                    }
                    list.add(read.apply(new JsonObjectReader(member, path + place + ".", strict)));
                }
                yield list;
            }
            default -> throw invalid(name, "must be an array of objects");
        };
    }

    <T> List<T> requiredList(String name, Function<JsonObjectReader, T> read) {
        return required(name, list(name, read));
    }

    <T> List<T> listOrEmpty(String name, Function<JsonObjectReader, T> read) {
        List<T> list = list(name, read);
        return list == null ? List.of() : list;
    }

    boolean flag(String name) {
        return switch (value(name)) {
            case null -> false;
            case JsonValue flag when flag.equals(JsonValue.TRUE) -> true;
            case JsonValue flag when flag.equals(JsonValue.FALSE) -> false;
            default -> throw invalid(name, "must be true or false");
        };
    }

    boolean requiredFlag(String name) {
        required(name, value(name));
        return flag(name);
    }

    /** A whole number from 0 to the maximum. A number with a decimal point is not whole, even if only zeros follow. */
    long wholeNumber(String name, long max) {
        if (required(name, value(name)) instanceof JsonNumber number && number.isIntegral()) {
            BigInteger value = number.bigIntegerValue();
            if (value.signum() >= 0 && value.compareTo(BigInteger.valueOf(max)) <= 0) {
                return value.longValueExact();
            }
        }
        throw invalid(name, "must be a whole number from 0 to " + max);
    }

    /** A position in a list. */
    int index(String name) {
        return (int) wholeNumber(name, Integer.MAX_VALUE);
    }

    <E extends Enum<E>> E requiredEnum(String name, Class<E> type) {
        return EnumNames.parse(path + name, nonBlankText(name), type);
    }

    <E extends Enum<E>> E enumOrDefault(String name, E defaultValue) {
        return value(name) == null ? defaultValue : requiredEnum(name, defaultValue.getDeclaringClass());
    }

    /** Any JSON value, even null. It may be absent except from input. */
    RawJson rawMemberOfInput(String name) {
        if (strict && !has(name)) {
            throw invalid(name, "is required; it may be null");
        }
        return rawMember(name);
    }

    /** Any JSON value; {@link RawJson#NULL} if the member is absent. */
    RawJson rawMember(String name) {
        JsonValue value = object.get(name);
        return value == null ? RawJson.NULL : new RawJson(value.toString());
    }

    RawJson requiredRawMember(String name) {
        return new RawJson(required(name, object(name)).toString());
    }

    RawJson rawMemberOrEmpty(String name) {
        JsonObject member = object(name);
        return member == null ? RawJson.EMPTY_OBJECT : new RawJson(member.toString());
    }

    /** The whole object, for records of unknown type. */
    RawJson rawObject() {
        return new RawJson(object.toString());
    }

    RawJson rawObjectWithout(Set<String> names) {
        return new RawJson(JsonIo.without(object, names).toString());
    }

    /** Whether the member is present, even if it is null. */
    boolean has(String name) {
        return object.containsKey(name);
    }

    Set<String> names() {
        return object.keySet();
    }

    InvalidInputException invalid(String name, String problem) {
        return new InvalidInputException(path + abbreviate(name), problem);
    }

    <T> T required(String name, @Nullable T value) {
        if (value == null) {
            throw invalid(name, "is required");
        }
        return value;
    }

    /** The member, null if it is absent or JSON's null. */
    @Nullable
    JsonValue value(String name) {
        JsonValue value = object.get(name);
        return value == null || value.getValueType() == JsonValue.ValueType.NULL ? null : value;
    }

    /** Shortens a name that comes from the client, for messages. */
    static String abbreviate(String name) {
        return name.codePointCount(0, name.length()) <= MAX_SHOWN
                ? name
                : name.substring(0, name.offsetByCodePoints(0, MAX_SHOWN)) + "…";
    }
}
