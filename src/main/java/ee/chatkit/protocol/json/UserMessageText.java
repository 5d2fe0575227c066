package ee.chatkit.protocol.json;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;

/** What a user wrote, out of the content of an item of type {@value #ITEM_TYPE}. */
public final class UserMessageText {
    public static final String ITEM_TYPE = "user_message";

    private static final String TEXT = "input_text";
    private static final String TAG = "input_tag";

    private UserMessageText() {}

    /**
     * The texts and tags of a message in their order. A tag stands within the text around it, so nothing is put between
     * the two; texts are parted by a line break, tags by a space.
     *
     * @param content a JSON object as text
     * @return empty when there is neither, whatever shape the content has
     */
    public static String of(String content) {
        if (!(JsonIo.parse(content).get("content") instanceof JsonArray parts)) {
            return "";
        }
        var text = new StringBuilder();
        String before = "";
        for (JsonValue value : parts) {
            if (value instanceof JsonObject part
                    && part.get("type") instanceof JsonString type
                    && part.get("text") instanceof JsonString words
                    && (type.getString().equals(TEXT) || type.getString().equals(TAG))) {
                text.append(separator(before, type.getString())).append(words.getString());
                before = type.getString();
            }
        }
        return text.toString();
    }

    private static String separator(String before, String type) {
        if (!before.equals(type)) {
            return "";
        }
        return type.equals(TEXT) ? "\n" : " ";
    }
}
