package ee.chatkit.protocol.json;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The members of one JSON object. Null and absent are the same. A refusal names the member with its path. */
final class Fields {
    /** What needs no escape in a path, and cannot be taken for a cursor. */
    private static final Pattern ID = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._:@-]{1,255}");

    private static final int MAX_ID = 255;
    private static final int SHOWN = 60;

    private final JsonObject object;
    private final String path;

    private Fields(JsonObject object, String path) {
        this.object = object;
        this.path = path;
    }

    static Fields of(JsonObject object) {
        return new Fields(object, "");
    }

    /** Refuses members that would be lost without a word. */
    Fields only(Set<String> known) {
        var unknown = new TreeSet<>(object.keySet());
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw refusal(shown(unknown.first()), "is not known here; known are " + new TreeSet<>(known));
        }
        return this;
    }

    /** Refuses members that are known but not the client's to set. */
    Fields without(Set<String> refused, String problem) {
        for (String name : new TreeSet<>(refused)) {
            if (object.containsKey(name)) {
                throw refusal(name, problem);
            }
        }
        return this;
    }

    String requiredText(String name) {
        String text = text(name);
        if (text == null) {
            throw refusal(name, "is required");
        }
        if (text.isBlank()) {
            throw refusal(name, "must not be blank");
        }
        return text;
    }

    @Nullable
    String text(String name) {
        return switch (value(name)) {
            case null -> null;
            case JsonString string -> string.getString();
            default -> throw refusal(name, "must be a string");
        };
    }

    @Nullable
    String id(String name) {
        String id = text(name);
        if (id != null && !ID.matcher(id).matches()) {
            throw refusal(name, "must have 1 to 255 characters out of A-Z a-z 0-9 . _ : @ -");
        }
        return id;
    }

    /** A key that is no new id: it may have come into the store by another door, and have any characters. */
    @Nullable
    String reference(String name) {
        String id = text(name);
        if (id != null
                && (id.isBlank() || id.length() > MAX_ID || id.codePoints().anyMatch(Fields::unfitForId))) {
            throw refusal(name, "must have 1 to 255 characters, and no control characters");
        }
        return id;
    }

    private static boolean unfitForId(int c) {
        return Character.isISOControl(c) || c == '\uFFFD';
    }

    @Nullable
    List<String> texts(String name) {
        return switch (value(name)) {
            case null -> null;
            case JsonArray array
            when array.stream().allMatch(JsonString.class::isInstance) -> array.getValuesAs(JsonString::getString);
            default -> throw refusal(name, "must be an array of strings");
        };
    }

    @Nullable
    JsonObject object(String name) {
        return switch (value(name)) {
            case null -> null;
            case JsonObject member -> member;
            default -> throw refusal(name, "must be an object");
        };
    }

    @Nullable
    Fields fields(String name) {
        JsonObject member = object(name);
        return member == null ? null : new Fields(member, path + name + ".");
    }

    InvalidInputException refusal(String name, String problem) {
        return new InvalidInputException(path + name, problem);
    }

    private @Nullable JsonValue value(String name) {
        JsonValue value = object.get(name);
        return value == null || value.getValueType() == JsonValue.ValueType.NULL ? null : value;
    }

    private static String shown(String name) {
        return name.codePointCount(0, name.length()) <= SHOWN
                ? name
                : name.substring(0, name.offsetByCodePoints(0, SHOWN)) + "…";
    }
}
