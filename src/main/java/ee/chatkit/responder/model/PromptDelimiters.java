package ee.chatkit.responder.model;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tells a model who says what within one message: text of a certain origin stands between two marks. No text can pose as a
 * mark, because whatever in it looks like one is changed.
 */
enum PromptDelimiters {
    /** From the application, or about what it showed. */
    CONTEXT,
    /** What the business knows. */
    OPPORTUNITY,
    /** What the user quotes. */
    QUOTED_TEXT,
    /** What the user points at. */
    REFERENCE,
    /** A file of the user's. */
    ATTACHMENT,
    /** What the user was asked and answered. */
    QUESTIONS;

    private static final Pattern DELIMITER_LIKE = Pattern.compile(
            "<(?=\\s*/?\\s*(?:" + Stream.of(values()).map(PromptDelimiters::tag).collect(Collectors.joining("|"))
                    + ")\\b)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NOT_IN_ATTRIBUTES = Pattern.compile("[\"<>\\p{Cntrl}]");

    private String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A text between marks of this kind. */
    String enclose(String text) {
        return enclose("", text);
    }

    /** A text between marks of this kind, with a word on what it is. */
    String enclose(String about, String text) {
        return "<" + tag() + about + ">\n" + escape(text) + "\n</" + tag() + ">";
    }

    static String attribute(String name, String value) {
        return " " + name + "=\"" + NOT_IN_ATTRIBUTES.matcher(value).replaceAll(" ") + "\"";
    }

    /** A text in which nothing is a mark. */
    static String escape(String text) {
        return DELIMITER_LIKE.matcher(text).replaceAll("&lt;");
    }

    /** The beginning of a text, whole when it is short enough; never half a character. */
    static String truncate(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(0, end) + "…";
    }
}
