package ee.chatkit.json;

import java.util.Map;
import java.util.Set;

/**
 * Validates JSON that is stored as text.
 *
 * <p>All stores accept exactly the same texts, because each of them passes its input through this class. The text is
 * checked in one pass and kept as it is: member order, number notation and duplicate names inside of it survive, and no
 * object tree is built. Accepted is what RFC 8259 allows, within the limits of the store that has the tightest ones
 * (PostgreSQL's {@code jsonb}): nesting of at most {@value #MAX_DEPTH} levels, numbers of at most
 * {@value #MAX_NUMBER_DIGITS} digits on either side of the decimal point once the exponent is expanded, and no unpaired
 * surrogates. U+0000, which PostgreSQL cannot hold, is replaced by U+FFFD.
 *
 * <p>Messages of exceptions complete a sentence that begins with the name of the value, as in "metadata must be a JSON
 * object". All methods are stateless and safe for use by multiple threads.
 */
public final class JsonText {
    /** The maximum nesting of objects and arrays, in levels. */
    public static final int MAX_DEPTH = 500;

    /** The maximum number of digits on either side of the decimal point, once the exponent is expanded. */
    public static final int MAX_NUMBER_DIGITS = 1000;

    /** The maximum sum of the absolute exponents in one text: PostgreSQL expands each to as many digits. */
    public static final int MAX_EXPONENT_SUM = 100_000;

    /** U+FFFD, which replaces U+0000 in stored text. */
    public static final char REPLACEMENT_CHARACTER = '\uFFFD';

    private JsonText() {}

    /**
     * Returns the text of a JSON object, ready to be stored.
     *
     * @param json the text to check
     * @return the text on one line, without surrounding white space
     * @throws IllegalArgumentException if the text is not an acceptable JSON object; the message names the position
     */
    public static String storableObject(String json) {
        return storableObject(json, Set.of());
    }

    /**
     * Returns the text of a JSON object without reserved members, ready to be stored.
     *
     * @param json the text to check
     * @param reserved names that the outermost object must not have
     * @return the text on one line, without surrounding white space
     * @throws IllegalArgumentException if the text is not an acceptable JSON object or has a reserved member
     */
    public static String storableObject(String json, Set<String> reserved) {
        var scanner = new JsonScanner(json, reserved, MAX_DEPTH);
        scanner.scan();
        if (!scanner.isObject()) {
            throw new IllegalArgumentException("must be a JSON object");
        }
        return oneLine(scanner.containsNul() ? replaceNul(json) : json);
    }

    /**
     * Returns the text of any JSON value, ready to be parsed.
     *
     * @param json the text to check
     * @return the text, with U+0000 replaced
     * @throws IllegalArgumentException if the text is not acceptable JSON; the message names the position
     */
    public static String validValue(String json) {
        var scanner = new JsonScanner(json, Set.of(), MAX_DEPTH);
        scanner.scan();
        return scanner.containsNul() ? replaceNul(json) : json;
    }

    /**
     * Returns the members of a JSON object. The object may nest one level deeper than {@link #MAX_DEPTH}, so that each
     * value may have the full depth.
     *
     * @param json the text to check
     * @param maxMembers the maximum number of members
     * @return the values by name in the order of the text, each exactly as it is written
     * @throws IllegalArgumentException if the text is not an acceptable JSON object, has a member twice, or has too many
     */
    public static Map<String, String> members(String json, int maxMembers) {
        var scanner = new JsonScanner(json, Set.of(), MAX_DEPTH + 1);
        Map<String, String> members = scanner.scanMembers(maxMembers);
        if (!scanner.isObject()) {
            throw new IllegalArgumentException("must be a JSON object");
        }
        return members;
    }

    /**
     * Returns plain text, ready to be stored.
     *
     * @param text the text to check; may have any length
     * @return the text, with U+0000 replaced by U+FFFD
     * @throws IllegalArgumentException if the text has an unpaired surrogate
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

    /** In valid JSON, line breaks occur between tokens only; within strings they are escaped. */
    private static String oneLine(String json) {
        return json.replace('\n', ' ').replace('\r', ' ').strip();
    }

    /** Requires valid JSON: each backslash is followed by a character. */
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
