package ee.chatkit.responder;

import ee.chatkit.model.Opportunity;
import java.text.BreakIterator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Uses the first sentence of a message as the title, or its first line if that ends earlier. Needs no network; the same
 * message always gives the same title.
 *
 * <p>A title has at most {@value #MAX_LENGTH} characters (code points). A longer sentence is cut after a word, and ends
 * with an ellipsis, which is counted. A word that would take more than half of the title is cut too, but never within a
 * grapheme cluster. White space is normalized to single spaces. The name of the opportunity's client, if any, precedes
 * the title and is not counted.
 */
public final class FirstSentenceTitle implements TitleGenerator {
    static final int MAX_LENGTH = 50;

    /** Characters of a line beyond this number cannot affect the title. */
    private static final int MAX_SCANNED = 10 * MAX_LENGTH;

    private static final String ELLIPSIS = "…";
    private static final Pattern LINE_BREAK = Pattern.compile("\\R");

    /** Ends of sentences that the JDK does not recognize: Arabic, Urdu, Devanagari. */
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

    /** The start of a text with single spaces. */
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

    /** Directional marks and joiners are not visible. */
    private static boolean isVisible(String text) {
        return text.codePoints().anyMatch(c -> !isSpace(c) && Character.getType(c) != Character.FORMAT);
    }

    /** A number with a dot, as in "1. Do this", is no sentence. */
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
