package ee.chatkit.responder;

import ee.chatkit.model.Opportunity;
import java.text.BreakIterator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The message's first sentence, or its first line when that ends earlier. Offline; the same message always gives the same
 * title.
 *
 * <p>A title has at most {@value #MAX_LENGTH} characters (code points). A longer sentence is cut behind a word, and ends
 * with an ellipsis that counts too; a word that would fill more than half of the title is cut inside, but never inside of
 * what a reader sees as one character. White space becomes single spaces. When the opportunity has a client, the client's
 * name stands in front and does not count.
 */
public final class FirstSentenceTitle implements TitleGenerator {
    static final int MAX_LENGTH = 50;

    /** Nothing behind this many characters of a line can matter. */
    private static final int MAX_SCANNED = 10 * MAX_LENGTH;

    private static final String ELLIPSIS = "…";
    private static final Pattern LINE_BREAK = Pattern.compile("\\R");

    /** Ends of sentences that the JDK does not know: Arabic, Urdu, Devanagari. */
    private static final Pattern OTHER_END = Pattern.compile("[\\u061F\\u06D4\\u0964](?=\\s)");

    @Override
    public Optional<String> title(TitleRequest request) {
        String client = client(request.opportunity());
        return LINE_BREAK
                .splitAsStream(request.firstMessage())
                .map(FirstSentenceTitle::normalize)
                .filter(FirstSentenceTitle::isVisible)
                .findFirst()
                .map(line -> client + truncate(firstSentence(line)));
    }

    @Override
    public boolean isImmediate() {
        return true;
    }

    private static String client(@Nullable Opportunity opportunity) {
        String name = opportunity == null ? null : opportunity.details().clientName();
        return name == null || name.isBlank() ? "" : normalize(name) + ": ";
    }

    /** The beginning of a text with single spaces. */
    private static String normalize(String text) {
        var tidy = new StringBuilder();
        boolean space = false;
        int length = 0;
        for (int i = 0; i < text.length() && length < MAX_SCANNED; i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (isSpace(c)) {
                space = true;
                continue;
            }
            if (space && !tidy.isEmpty()) {
                tidy.append(' ');
                length++;
            }
            space = false;
            tidy.appendCodePoint(c);
            length++;
        }
        return tidy.toString();
    }

    private static boolean isSpace(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c);
    }

    /** Marks of writing direction and joiners alone make no title. */
    private static boolean isVisible(String text) {
        return text.codePoints().anyMatch(c -> !isSpace(c) && Character.getType(c) != Character.FORMAT);
    }

    /** A number with a dot, as in "1. Do this", is not taken for a sentence. */
    private static String firstSentence(String line) {
        var sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
        sentences.setText(line);
        int end = sentences.next();
        while (end < line.length() && line.substring(0, end).codePoints().noneMatch(Character::isLetter)) {
            end = sentences.next();
        }
        var other = OTHER_END.matcher(line).region(0, end);
        return line.substring(0, other.find() ? other.end() : end).stripTrailing();
    }

    private static String truncate(String text) {
        if (text.codePointCount(0, text.length()) <= MAX_LENGTH) {
            return text;
        }
        int limit = text.offsetByCodePoints(0, MAX_LENGTH - ELLIPSIS.length());
        int space = text.lastIndexOf(' ', limit);
        int end = space > 0 && text.codePointCount(0, space) >= MAX_LENGTH / 2 ? space : characterEnd(text, limit);
        return text.substring(0, end).stripTrailing() + ELLIPSIS;
    }

    private static int characterEnd(String text, int limit) {
        var characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text);
        int end = characters.isBoundary(limit) ? limit : characters.preceding(limit);
        return end > 0 ? end : limit;
    }
}
