package ee.chatkit.protocol.json;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The structure of a JSON object whose text is already known to be valid, with the place of each value in that text.
 *
 * <p>An item may have megabytes of text, or of JSON that the application defines. Its structure is validated without a
 * tree of all that: the values of members with application-defined JSON appear as empty objects, long strings are
 * abbreviated, and the number of values is limited.
 */
final class JsonOutline {
    /** Longer than any text whose characters are validated, such as a type or an id. */
    private static final int MAX_STRING_LENGTH = 300;

    private static final String LONG_STRING = "x".repeat(MAX_STRING_LENGTH);
    private static final int MAX_VALUES = 100_000;

    private final String text;
    private final Set<String> opaqueMembers;
    private int at;
    private int values;

    private JsonOutline(String text, Set<String> opaqueMembers) {
        this.text = text;
        this.opaqueMembers = opaqueMembers;
    }

    /**
     * A value and its place.
     *
     * @param value the value, abbreviated
     * @param start the index of its first character
     * @param end the index after its last character
     * @param members of an object; empty for other values
     * @param elements of an array; empty for other values
     */
    record Node(JsonValue value, int start, int end, Map<String, Node> members, List<Node> elements) {
        JsonObject object() {
            return value.asJsonObject();
        }
    }

    /**
     * Returns the outline of an object.
     *
     * @param json a JSON object that {@link ee.chatkit.json.JsonText} accepts
     * @param opaqueMembers the names of members whose objects and arrays appear as empty
     * @throws IllegalArgumentException if it has more than {@value #MAX_VALUES} values
     */
    static Node of(String json, Set<String> opaqueMembers) {
        var outline = new JsonOutline(json, opaqueMembers);
        outline.skipSpace();
        return outline.value(false);
    }

    private Node value(boolean opaque) {
        if (++values > MAX_VALUES) {
            throw new IllegalArgumentException("has more than " + MAX_VALUES + " values");
        }
        int start = at;
        return switch (text.charAt(at)) {
            case '{' -> opaque ? skipped(start, JsonValue.EMPTY_JSON_OBJECT) : object(start);
            case '[' -> opaque ? skipped(start, JsonValue.EMPTY_JSON_ARRAY) : array(start);
            case '"' -> leaf(start, JsonIo.string(string()));
            case 't' -> literal(start, "true", JsonValue.TRUE);
            case 'f' -> literal(start, "false", JsonValue.FALSE);
            case 'n' -> literal(start, "null", JsonValue.NULL);
            default -> number(start);
        };
    }

    private Node object(int start) {
        var members = new LinkedHashMap<String, Node>();
        var object = JsonIo.objectBuilder();
        at++;
        skipSpace();
        while (text.charAt(at) != '}') {
            String name = string();
            skipSpace();
            at++; // the colon
            skipSpace();
            Node value = value(opaqueMembers.contains(name));
            members.put(name, value);
            object.add(name, value.value);
            skipSeparator();
        }
        at++;
        return new Node(object.build(), start, at, members, List.of());
    }

    private Node array(int start) {
        var elements = new ArrayList<Node>();
        var array = JsonIo.arrayBuilder();
        at++;
        skipSpace();
        while (text.charAt(at) != ']') {
            Node value = value(false);
            elements.add(value);
            array.add(value.value);
            skipSeparator();
        }
        at++;
        return new Node(array.build(), start, at, Map.of(), elements);
    }

    private Node literal(int start, String name, JsonValue value) {
        at += name.length();
        return leaf(start, value);
    }

    private Node number(int start) {
        while (isOfNumber(text.charAt(at))) {
            at++;
        }
        return leaf(start, JsonIo.number(new BigDecimal(text.substring(start, at))));
    }

    private static boolean isOfNumber(char c) {
        return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
    }

    private Node leaf(int start, JsonValue value) {
        return new Node(value, start, at, Map.of(), List.of());
    }

    /** The string that begins here, abbreviated. */
    private String string() {
        int start = at;
        boolean escaped = skipString();
        if (at - start > MAX_STRING_LENGTH) {
            return LONG_STRING;
        }
        return escaped ? JsonIo.unquote(text.substring(start, at)) : text.substring(start + 1, at - 1);
    }

    /** Returns whether the string has escapes. */
    private boolean skipString() {
        int end = text.indexOf('"', at + 1);
        int escape = text.indexOf('\\', at + 1, end);
        if (escape < 0) {
            at = end + 1;
            return false;
        }
        at = escape;
        while (text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        at++;
        return true;
    }

    private Node skipped(int start, JsonValue value) {
        int depth = 0;
        do {
            char c = text.charAt(at);
            if (c == '"') {
                skipString();
                continue;
            }
            if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
            }
            at++;
        } while (depth > 0);
        return leaf(start, value);
    }

    private void skipSeparator() {
        skipSpace();
        if (text.charAt(at) == ',') {
            at++;
            skipSpace();
        }
    }

    private void skipSpace() {
        while (text.charAt(at) <= ' ') {
            at++;
        }
    }
}
