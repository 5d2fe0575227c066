package ee.chatkit.responder.model;

import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Delimiters that tell a model where a part of a message comes from.
 *
 * <p><b>Guarantee.</b> Text of a user cannot imitate a delimiter: each {@code <} that could start one is escaped in all
 * text that is sent, inside and outside of delimiters. The system prompt tells the model what each delimiter means.
 */
enum PromptDelimiters {
    /** Text of the application, or about what it has shown. */
    CONTEXT,
    /** What the database knows of the opportunity. */
    OPPORTUNITY,
    /** Text that the user quotes. */
    QUOTED_TEXT,
    /** An entity that the user has tagged. */
    REFERENCE,
    /** A file that the user has attached. */
    ATTACHMENT,
    /** Questions to the user, with the answers. */
    QUESTIONS;

    private static final Pattern DELIMITER_LIKE = Pattern.compile(
            "<(?=\\s*/?\\s*(?:" + Stream.of(values()).map(PromptDelimiters::tag).collect(Collectors.joining("|"))
                    + ")\\b)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern NOT_IN_ATTRIBUTES = Pattern.compile("[\"<>\\p{Cntrl}]");

    private String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A text between these delimiters. */
    String enclose(String text) {
        return enclose("", text);
    }

    /** A text between these delimiters, the first of which has attributes. */
    String enclose(String attributes, String text) {
        return "<" + tag() + attributes + ">\n" + escape(text) + "\n</" + tag() + ">";
    }

    static String attribute(String name, String value) {
        return " " + name + "=\"" + NOT_IN_ATTRIBUTES.matcher(value).replaceAll(" ") + "\"";
    }

    /** A text without delimiters. */
    static String escape(String text) {
        return DELIMITER_LIKE.matcher(text).replaceAll("&lt;");
    }

    /** The start of a text, with an ellipsis if it is longer; never ends with half of a surrogate pair. */
    static String truncate(String text, int length) {
        if (text.length() <= length) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
        return text.substring(0, end) + "…";
    }
}
