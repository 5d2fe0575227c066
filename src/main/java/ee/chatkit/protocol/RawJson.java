package ee.chatkit.protocol;

import ee.chatkit.json.JsonText;

/**
 * A JSON value whose structure is defined by the application. It is kept as text, so nulls, number notation and the order of
 * members are preserved. Two values are equal if their texts are.
 *
 * @param text one JSON value that {@link JsonText} accepts, without surrounding white space
 */
public record RawJson(String text) {
    /** JSON's null. */
    public static final RawJson NULL = new RawJson("null");

    /** The object without members. */
    public static final RawJson EMPTY_OBJECT = new RawJson("{}");

    /** @throws IllegalArgumentException if the text is not an acceptable JSON value */
    public RawJson {
        text = JsonText.validValue(text).strip();
    }

    /** Returns whether this is JSON's null. */
    public boolean isNull() {
        return text.equals("null");
    }

    /** Returns whether this is a JSON object. */
    public boolean isObject() {
        return text.startsWith("{");
    }

    /**
     * Checks that this is a JSON object.
     *
     * @param what the name of the value, for the exception
     * @return this value
     * @throws IllegalArgumentException if this is not a JSON object
     */
    public RawJson requireObject(String what) {
        if (!isObject()) {
            throw new IllegalArgumentException(what + " must be a JSON object");
        }
        return this;
    }
}
