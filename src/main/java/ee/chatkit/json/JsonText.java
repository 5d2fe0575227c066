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
 * {@value #MAX_NUMBER_DIGITS} digits on either side of the decimal point once the exponent is expanded. What PostgreSQL cannot
 * hold, U+0000 and unpaired surrogates (half of a character that was cut), is replaced by U+FFFD.
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

    /** U+FFFD, which replaces U+0000 and unpaired surrogates in stored text. */
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
        return oneLine(scanner.containsUnstorable() ? replaceUnstorable(json) : json);
    }

    /**
     * Returns the text of any JSON value, ready to be parsed.
     *
     * @param json the text to check
     * @return the text, with U+0000 and unpaired surrogates replaced
     * @throws IllegalArgumentException if the text is not acceptable JSON; the message names the position
     */
    public static String validValue(String json) {
        var scanner = new JsonScanner(json, Set.of(), MAX_DEPTH);
        scanner.scan();
        return scanner.containsUnstorable() ? replaceUnstorable(json) : json;
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
     * @return the text, with U+0000 and unpaired surrogates replaced by U+FFFD
     */
    public static String storableText(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isSurrogate(c)) {
                return replaceUnstorableCharacters(text);
            }
        }
        return text;
    }

    private static String replaceUnstorableCharacters(String text) {
        var out = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == 0 || Character.getType(c) == Character.SURROGATE ? REPLACEMENT_CHARACTER : c)
                .forEach(out::appendCodePoint);
        return out.toString();
    }

    /** In valid JSON, line breaks occur between tokens only; within strings they are escaped. */
    private static String oneLine(String json) {
        return json.replace('\n', ' ').replace('\r', ' ').strip();
    }

    /** Requires valid JSON: each backslash is followed by a character. */
    private static String replaceUnstorable(String json) {
        var out = new StringBuilder(json.length());
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            boolean escaped = c == '\\';
            if (escaped && json.charAt(i + 1) != 'u') {
                out.append(c).append(json.charAt(++i));
                continue;
            }
            int width = escaped ? 6 : 1;
            char unit = unit(json, i, escaped);
            boolean isPair =
                    Character.isHighSurrogate(unit) && Character.isLowSurrogate(unit(json, i + width, escaped));
            if (isPair || (unit != 0 && !Character.isSurrogate(unit))) {
                int end = i + (isPair ? 2 * width : width);
                out.append(json, i, end);
                i = end - 1;
            } else {
                out.append(escaped ? "\\uFFFD" : String.valueOf(REPLACEMENT_CHARACTER));
                i += width - 1;
            }
        }
        return out.toString();
    }

    /** The UTF-16 unit at an index, written as an escape or as itself; U+0020 if it is not written in this way. */
    private static char unit(String json, int index, boolean escaped) {
        if (!escaped) {
            return json.charAt(index);
        }
        return json.startsWith("\\u", index) ? (char) Integer.parseInt(json, index + 2, index + 6, 16) : ' ';
    }
}
