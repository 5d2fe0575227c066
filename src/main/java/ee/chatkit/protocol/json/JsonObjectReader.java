package ee.chatkit.protocol.json;

import ee.chatkit.protocol.Preconditions;
import ee.chatkit.protocol.RawJson;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The members of one JSON object. Null and absent are the same. A refusal names the member with its path. */
final class JsonObjectReader {
    /** What needs no escape in a path, and cannot be taken for a cursor. */
    private static final Pattern ID = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._:@-]{1,255}");

    private static final String ID_PROBLEM = "must have 1 to 255 characters, and no control characters";
    private static final int SHOWN = 60;

    private final JsonObject object;
    private final String path;

    private JsonObjectReader(JsonObject object, String path) {
        this.object = object;
        this.path = path;
    }

    static JsonObjectReader of(JsonObject object) {
        return new JsonObjectReader(object, "");
    }

    /** Refuses members that would be lost without a word. */
    JsonObjectReader requireOnly(Set<String> known) {
        var unknown = new TreeSet<>(object.keySet());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw InvalidInputException.unknownField(path + abbreviate(unknown.first()), known);
        }
        return this;
    }

    /** Refuses members that are known but not the client's to set. */
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

    /** A key that is no new id: it may have come into the store by another door, and have any characters. */
    @Nullable
    String reference(String name) {
        String id = text(name);
        if (id != null && !Preconditions.isValidId(id)) {
            throw invalid(name, ID_PROBLEM);
        }
        return id;
    }

    /** As {@link #reference(String)}, where there must be one. */
    String requiredReference(String name) {
        return required(name, reference(name));
    }

    /** Keys, of which there may be none. */
    List<String> requiredReferences(String name) {
        List<String> ids = requiredTexts(name);
        for (int i = 0; i < ids.size(); i++) {
            if (!Preconditions.isValidId(ids.get(i))) {
                throw invalid(name + "[" + i + "]", ID_PROBLEM);
            }
        }
        return ids;
    }

    /** Any text, also none at all or blanks. */
    String requiredText(String name) {
        return required(name, text(name));
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
        return member == null ? null : new JsonObjectReader(member, path + abbreviate(name) + ".");
    }

    JsonObjectReader requiredReader(String name) {
        return required(name, reader(name));
    }

    /** The objects of an array. */
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
                    list.add(read.apply(new JsonObjectReader(member, path + place + ".")));
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

    /** Any JSON, null when there is none. */
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

    /** The whole object, for what cannot be understood. */
    RawJson rawObject() {
        return new RawJson(object.toString());
    }

    RawJson rawObjectWithout(Set<String> names) {
        return new RawJson(JsonIo.without(object, names).toString());
    }

    /** Whether the member is there, be it null. */
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

    /** A member that is not null. */
    @Nullable
    JsonValue value(String name) {
        JsonValue value = object.get(name);
        return value == null || value.getValueType() == JsonValue.ValueType.NULL ? null : value;
    }

    /** Enough of it to be known again. */
    static String abbreviate(String name) {
        return name.codePointCount(0, name.length()) <= SHOWN
                ? name
                : name.substring(0, name.offsetByCodePoints(0, SHOWN)) + "…";
    }
}
