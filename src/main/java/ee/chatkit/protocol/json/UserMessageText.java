package ee.chatkit.protocol.json;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Optional;

/** Extracts the text and the file names of items of type {@value #ITEM_TYPE}. */
public final class UserMessageText {
    /** The type of the items. */
    public static final String ITEM_TYPE = "user_message";

    private static final String TEXT = "input_text";
    private static final String TAG = "input_tag";

    private UserMessageText() {}

    /**
     * Returns the texts and tags of a message in their order. A tag is part of the text around it and is joined without a
     * separator; consecutive texts are separated by a line break, consecutive tags by a space.
     *
     * @param content the content of the item, a JSON object as text
     * @return the text; empty if the content has neither texts nor tags
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

    /**
     * Returns the name of the first attachment of a message.
     *
     * @param content the content of the item, a JSON object as text
     * @return the name; empty if the message has no attachment, or that has no name
     */
    public static Optional<String> firstFileName(String content) {
        return JsonIo.parse(content).get("attachments") instanceof JsonArray attachments
                        && !attachments.isEmpty()
                        && attachments.getFirst() instanceof JsonObject attachment
                        && attachment.get("name") instanceof JsonString name
                ? Optional.of(name.getString())
                : Optional.empty();
    }

    private static String separator(String before, String type) {
        if (!before.equals(type)) {
            return "";
        }
        return type.equals(TEXT) ? "\n" : " ";
    }
}
