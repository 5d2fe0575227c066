package ee.chatkit.model;

import ee.chatkit.json.JsonText;

/** Checks whose exceptions name the field. */
final class Identifiers {
    static final int MAX_LENGTH = 255;

    private Identifiers() {}

    /** Checks an id: 1 to 255 characters, not blank, no control characters, no U+FFFD, no unpaired surrogates. */
    static String requireId(String what, String value) {
        if (isPlain(value)) {
            return value;
        }
        if (value.isBlank() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(what + " must have 1 to " + MAX_LENGTH + " characters");
        }
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    what + " must not contain control characters, U+FFFD or unpaired surrogates");
        }
        return value;
    }

    /** Returns the storable text of a JSON object. */
    static String requireJsonObject(String what, String json) {
        try {
            return JsonText.storableObject(json);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(what + " " + e.getMessage(), e);
        }
    }

    static boolean isValid(String value) {
        return isPlain(value)
                || (!value.isBlank()
                        && value.length() <= MAX_LENGTH
                        && value.codePoints().noneMatch(Identifiers::invalidInId));
    }

    /** Whether an id has visible ASCII characters only, as nearly all have: each row that is read is checked. */
    private static boolean isPlain(String value) {
        int length = value.length();
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c <= ' ' || c > '~') {
                return false;
            }
        }
        return length > 0 && length <= MAX_LENGTH;
    }

    private static boolean invalidInId(int codePoint) {
        return Character.isISOControl(codePoint)
                || codePoint == JsonText.REPLACEMENT_CHARACTER
                || Character.getType(codePoint) == Character.SURROGATE;
    }
}
