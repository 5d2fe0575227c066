package ee.chatkit.search;

import java.text.Normalizer;
import java.util.Arrays;

/**
 * A text as it is compared: its words, folded, separated by one space each. Knows for each character where in the text it is from.
 *
 * <p>A word is a run of letters, digits, their marks, and symbols such as emoji. All else separates, in whatever number.
 */
public final class FoldedText {
    private final String source;
    private final StringBuilder words;
    private int[] starts;
    private int[] ends;
    private boolean separated = true;

    private FoldedText(String source) {
        this.source = source;
        this.words = new StringBuilder(source.length());
        this.starts = new int[source.length() + 8];
        this.ends = new int[source.length() + 8];
    }

    /** Folds a text. */
    public static FoldedText of(String source) {
        var folded = new FoldedText(source);
        int end;
        for (int start = 0; start < source.length(); start = end) {
            int character = source.codePointAt(start);
            end = start + Character.charCount(character);
            if (character >= 'a' && character <= 'z') {
                folded.append((char) character, start, end);
            } else {
                folded.append(Folding.fold(character), start, end);
            }
        }
        if (folded.separated && !folded.words.isEmpty()) {
            folded.words.setLength(folded.words.length() - 1);
        }
        return folded;
    }

    private void append(String characters, int start, int end) {
        for (int i = 0; i < characters.length(); i++) {
            append(characters.charAt(i), start, end);
        }
    }

    private void append(char character, int start, int end) {
        boolean separator = character == Folding.SEPARATOR;
        if (separator && separated) {
            return;
        }
        int length = words.length();
        if ((character == '\u3099' || character == '\u309A') && length > 0 && !separated && voice(character, end)) {
            return;
        }
        if (length == starts.length) {
            starts = Arrays.copyOf(starts, length * 2);
            ends = Arrays.copyOf(ends, length * 2);
        }
        words.append(character);
        starts[length] = start;
        ends[length] = end;
        separated = separator;
    }

    /** Makes the last character and a mark of Japanese one, which is another letter; returns whether there is such a one. */
    private boolean voice(char mark, int end) {
        int last = words.length() - 1;
        String voiced = Normalizer.normalize("" + words.charAt(last) + mark, Normalizer.Form.NFC);
        if (voiced.length() > 1) {
            return false;
        }
        words.setCharAt(last, voiced.charAt(0));
        ends[last] = end;
        return true;
    }

    /** The text that was folded. */
    String source() {
        return source;
    }

    /** The folded words. */
    public String words() {
        return words.toString();
    }

    /** The range of the text that a range of {@link #words} is from. */
    TextRange range(int begin, int end) {
        return new TextRange(starts[begin], ends[end - 1]);
    }
}
