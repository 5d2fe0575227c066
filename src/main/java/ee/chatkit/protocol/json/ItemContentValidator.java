package ee.chatkit.protocol.json;

import ee.chatkit.protocol.item.ItemContent;
import ee.chatkit.protocol.json.JsonOutline.Node;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Validates the contents of items that come in from outside: by the REST API and by an import.
 *
 * <p>A client reads a page of items as a whole, so one item that does not have the members of its type makes the whole
 * page useless to it. Items of the protocol's types are therefore read as {@link ItemCodec} reads stored ones, except that
 * parts of an unknown type are rejected instead of kept. Unknown members are kept, and so are items of all other types.
 *
 * <p>Members that the protocol always sends and that have a default, such as the attachments of a user message, are
 * added where they are absent or null. Otherwise the text stays as it is.
 */
public final class ItemContentValidator {
    /** Members whose JSON is defined by the application. */
    private static final Set<String> OPAQUE_MEMBERS = Set.of("arguments", "data", "metadata", "output", "widget");

    private static final Set<String> OPAQUE_CONTEXT = Set.of("content");

    /** Types of OpenAI's hosted API begin like this; their items have other members. */
    private static final String HOSTED_PREFIX = "chatkit.";

    private static final int NULL_LENGTH = 4;

    private ItemContentValidator() {}

    /**
     * Validates a content.
     *
     * @param type the item type
     * @param content a JSON object that can be stored, without the members of the envelope
     * @param path precedes the names of members in error messages, such as {@code content.}; may be empty
     * @return the content, with absent members that have a default
     * @throws InvalidInputException if the type is one of OpenAI's hosted API, or is known and the content does not have
     *     its members; the message names the member
     */
    public static String requireValid(String type, String content, String path) {
        if (type.startsWith(HOSTED_PREFIX)) {
            throw new InvalidInputException(
                    "type",
                    "must not begin with " + HOSTED_PREFIX + ": items of OpenAI's hosted ChatKit have other members,"
                            + " and must be converted");
        }
        if (!ItemTypes.KNOWN.contains(type)) {
            return content;
        }
        String whole = path.isEmpty() ? "the item" : path.substring(0, path.length() - 1);
        Set<String> opaque = type.equals(ItemTypes.HIDDEN_CONTEXT) ? OPAQUE_CONTEXT : OPAQUE_MEMBERS;
        try {
            Node outline = JsonOutline.of(content, opaque);
            ItemContent typed = ItemContentJson.read(type, JsonObjectReader.strict(outline.object(), path));
            return complete(content, outline, typed);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(whole, String.valueOf(e.getMessage()));
        }
    }

    /** As {@link #requireValid}, but returns an invalid content unchanged. */
    static String completeIfValid(String type, String content) {
        try {
            return requireValid(type, content, "");
        } catch (InvalidInputException e) {
            return content;
        }
    }

    private static String complete(String content, Node outline, ItemContent typed) {
        var edits = new TreeMap<Integer, String>();
        findAbsent(
                outline,
                JsonOutline.of(ItemContentJson.write(typed), OPAQUE_MEMBERS).value(),
                edits);
        if (edits.isEmpty()) {
            return content;
        }
        var completed = new StringBuilder(content.length() + 100);
        int copied = 0;
        for (Map.Entry<Integer, String> edit : edits.entrySet()) {
            completed.append(content, copied, edit.getKey()).append(edit.getValue());
            copied = edit.getKey() + (content.startsWith("null", edit.getKey()) ? NULL_LENGTH : 0);
        }
        return completed.append(content, copied, content.length()).toString();
    }

    /**
     * Finds the members that the typed record has and the text has not.
     *
     * @param edits receives the texts to insert by their index; at the index of a null, the text replaces it
     */
    private static void findAbsent(Node given, JsonValue whole, Map<Integer, String> edits) {
        switch (whole) {
            case JsonObject object -> {
                int end = given.end() - 1;
                boolean empty = given.members().isEmpty();
                for (Map.Entry<String, JsonValue> member : object.entrySet()) {
                    Node present = given.members().get(member.getKey());
                    if (present == null) {
                        String text = '"' + member.getKey() + "\":" + member.getValue();
                        edits.merge(end, empty ? text : ',' + text, (before, more) -> before + ',' + text);
                    } else if (present.value().equals(JsonValue.NULL)
                            && !member.getValue().equals(JsonValue.NULL)) {
                        edits.put(present.start(), member.getValue().toString());
                    } else {
                        findAbsent(present, member.getValue(), edits);
                    }
                }
            }
            case JsonArray array -> {
                for (int i = 0; i < array.size() && i < given.elements().size(); i++) {
                    findAbsent(given.elements().get(i), array.get(i), edits);
                }
            }
            default -> {
                // a value without members
            }
        }
    }
}
