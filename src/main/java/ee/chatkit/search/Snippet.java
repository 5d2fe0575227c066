package ee.chatkit.search;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What is shown of a text that was found.
 *
 * @param text the part of the text around the first place that was found, on one line, with an ellipsis where it is cut
 * @param ranges what was found in it, in order, without overlaps
 */
public record Snippet(String text, List<TextRange> ranges) {
    /** The length of the text, in UTF-16 code units, without ellipses. */
    static final int MAX_LENGTH = 200;

    private static final int BEFORE = 60;
    private static final String ELLIPSIS = "…";

    /** Copies the list. */
    public Snippet {
        ranges = List.copyOf(ranges);
    }

    /** @param found what was found in the text, in order, without overlaps */
    static Snippet of(String text, List<TextRange> found) {
        int first = found.isEmpty() ? 0 : found.getFirst().start();
        int begin = boundary(text, text.length() <= MAX_LENGTH ? 0 : Math.max(0, first - BEFORE), first);
        int end = Math.min(text.length(), begin + MAX_LENGTH);
        if (end < text.length()) {
            end = Math.max(boundaryBefore(text, end), begin);
        }
        String prefix = begin > 0 ? ELLIPSIS : "";
        String suffix = end < text.length() ? ELLIPSIS : "";
        int shift = prefix.length() - begin;
        List<TextRange> ranges = new ArrayList<>();
        for (TextRange range : found) {
            if (range.start() >= begin && range.start() < end) {
                ranges.add(new TextRange(range.start() + shift, Math.min(range.end(), end) + shift));
            }
        }
        return new Snippet(prefix + onOneLine(text.substring(begin, end)) + suffix, ranges);
    }

    /** The first beginning of a word from an index on, before another one. */
    private static int boundary(String text, int from, int before) {
        if (from == 0) {
            return 0;
        }
        for (int i = from; i < before; i++) {
            if (Character.isWhitespace(text.charAt(i - 1)) && !Character.isWhitespace(text.charAt(i))) {
                return i;
            }
        }
        return boundaryBefore(text, from);
    }

    /** The end of a character as people see it, at an index or before; not far before, whatever is written. */
    private static int boundaryBefore(String text, int index) {
        int begin = Math.max(0, index - 32);
        if (begin > 0 && Character.isLowSurrogate(text.charAt(begin))) {
            begin--;
        }
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text.substring(begin, Math.min(text.length(), index + 32)));
        return begin + (characters.isBoundary(index - begin) ? index - begin : characters.preceding(index - begin));
    }

    /** Of the same length. */
    private static String onOneLine(String text) {
        var line = new StringBuilder(text);
        for (int i = 0; i < line.length(); i++) {
            if (Character.isISOControl(line.charAt(i)) || line.charAt(i) == '\u2028' || line.charAt(i) == '\u2029') {
                line.setCharAt(i, ' ');
            }
        }
        return line.toString();
    }
}
