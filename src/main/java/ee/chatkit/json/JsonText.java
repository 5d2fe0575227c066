package ee.chatkit.json;

import java.util.Set;

/**
 * Checks JSON that is kept as text, in one pass and without building anything, so that each store accepts exactly the
 * same texts.
 *
 * <p>Accepted is what RFC 8259 allows and every store can give back: nesting up to {@value #MAX_DEPTH}, numbers up to
 * {@value #MAX_NUMBER_DIGITS} digits when written out, no unpaired surrogate. U+0000, which PostgreSQL cannot hold,
 * becomes U+FFFD.
 */
public final class JsonText {
    /** How deep objects and arrays may nest. */
    public static final int MAX_DEPTH = 500;

    /** How many digits a number may have on either side of the point, once its exponent is written out. */
    public static final int MAX_NUMBER_DIGITS = 1000;

    /** PostgreSQL writes exponents out: what all of them in one text may add up to, in digits. */
    public static final int MAX_EXPONENT_SUM = 100_000;

    /** What stands for U+0000 in kept text: U+FFFD, the replacement character. */
    public static final char REPLACEMENT_CHARACTER = '\uFFFD';

    private JsonText() {}

    /**
     * The text of one JSON object, ready to be stored: one line from brace to brace.
     *
     * @throws IllegalArgumentException naming the place, when it is not one
     */
    public static String storableObject(String json) {
        return storableObject(json, Set.of());
    }

    /**
     * As {@link #storableObject(String)}, for an object that must leave some names to its envelope.
     *
     * @param reserved names that the outermost object must not have
     */
    public static String storableObject(String json, Set<String> reserved) {
        var scanner = new JsonScanner(json, reserved);
        scanner.scan();
        if (!scanner.isObject()) {
            throw new IllegalArgumentException("must be a JSON object");
        }
        return oneLine(scanner.hasNul() ? replaceNul(json) : json);
    }

    /**
     * The text of any one JSON value, ready to be read.
     *
     * @throws IllegalArgumentException naming the place, when it is not one
     */
    public static String validValue(String json) {
        var scanner = new JsonScanner(json, Set.of());
        scanner.scan();
        return scanner.hasNul() ? replaceNul(json) : json;
    }

    /**
     * Plain text, ready to be stored: U+0000 becomes U+FFFD.
     *
     * @throws IllegalArgumentException when it has an unpaired surrogate
     */
    public static String storableText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                throw new IllegalArgumentException("text has an unpaired surrogate at character " + i);
            }
        }
        return text.replace('\0', REPLACEMENT_CHARACTER);
    }

    /** Line breaks stand between members only: inside of strings they are escaped. */
    private static String oneLine(String json) {
        return json.replace('\n', ' ').replace('\r', ' ').strip();
    }

    /** Only called for valid JSON: a backslash always has a successor, and so an escape is never cut. */
    private static String replaceNul(String json) {
        var out = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            if (c != '\\') {
                out.append(c);
            } else if (json.startsWith("u0000", i + 1)) {
                out.append("\\uFFFD");
                i += 5;
            } else {
                out.append(c).append(json.charAt(++i));
            }
        }
        return out.toString();
    }
}
