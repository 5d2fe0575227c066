package ee.chatkit.protocol;

import ee.chatkit.json.JsonText;

/**
 * Any JSON value, kept as its text because its shape is the application's own: nulls, numbers and the order of members
 * stay as they came. Two are equal when their texts are.
 *
 * @param text one JSON value that {@link JsonText} lets pass
 */
public record RawJson(String text) {
    public static final RawJson NULL = new RawJson("null");
    public static final RawJson EMPTY_OBJECT = new RawJson("{}");

    public RawJson {
        text = JsonText.validValue(text).strip();
    }

    public boolean isNull() {
        return text.equals("null");
    }

    public boolean isObject() {
        return text.startsWith("{");
    }

    /**
     * This, which must be an object.
     *
     * @param what names it in the refusal
     * @throws IllegalArgumentException when it is anything else
     */
    public RawJson requireObject(String what) {
        if (!isObject()) {
            throw new IllegalArgumentException(what + " must be a JSON object");
        }
        return this;
    }
}
