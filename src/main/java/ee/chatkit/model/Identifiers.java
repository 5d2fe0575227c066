package ee.chatkit.model;

import ee.chatkit.json.JsonText;

/** What may stand in an id, and refusals that name the part. */
final class Identifiers {
    static final int MAX_LENGTH = 255;

    private Identifiers() {}

    /** Refuses what could not be a key in every store: empty, too long, control characters, broken UTF-16. */
    static String requireId(String what, String value) {
        if (value.isBlank() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(what + " must have 1 to " + MAX_LENGTH + " characters");
        }
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    what + " must not contain control characters, U+FFFD or half a surrogate pair");
        }
        return value;
    }

    /** The text of a JSON object, checked; a refusal names the part. */
    static String requireJsonObject(String what, String json) {
        try {
            return JsonText.storableObject(json);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(what + " " + e.getMessage(), e);
        }
    }

    static boolean isValid(String value) {
        return !value.isBlank()
                && value.length() <= MAX_LENGTH
                && value.codePoints().noneMatch(Identifiers::unfitForId);
    }

    private static boolean unfitForId(int codePoint) {
        return Character.isISOControl(codePoint)
                || codePoint == JsonText.REPLACEMENT_CHARACTER
                || Character.getType(codePoint) == Character.SURROGATE;
    }
}
