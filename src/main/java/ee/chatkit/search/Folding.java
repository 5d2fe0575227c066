package ee.chatkit.search;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Folds characters so that those which differ in case, accent, width or another form of compatibility are equal: NFKD, without the
 * marks of accents, in lower case. The dotted and the dotless i of Turkish are one letter, and so are some with a stroke and the
 * one without. Marks that make another letter, as in Thai, Japanese and the scripts of India, stay.
 */
final class Folding {
    /** Between words. */
    static final char SEPARATOR = ' ';

    /** What NFKD does not take apart. */
    private static final Map<Integer, String> LETTERS = Map.ofEntries(
            Map.entry(0xDF, "ss"),
            Map.entry(0x1E9E, "ss"),
            Map.entry(0x131, "i"),
            Map.entry(0xE6, "ae"),
            Map.entry(0xC6, "ae"),
            Map.entry(0x153, "oe"),
            Map.entry(0x152, "oe"),
            Map.entry(0xF8, "o"),
            Map.entry(0xD8, "o"),
            Map.entry(0x142, "l"),
            Map.entry(0x141, "l"),
            Map.entry(0x111, "d"),
            Map.entry(0x110, "d"),
            Map.entry(0xF0, "d"),
            Map.entry(0xD0, "d"),
            Map.entry(0x127, "h"),
            Map.entry(0x126, "h"),
            Map.entry(0x167, "t"),
            Map.entry(0x166, "t"));

    /** What has been folded; a race folds a character twice. */
    private static final @Nullable String[] KNOWN = new String[Character.MIN_SUPPLEMENTARY_CODE_POINT];

    private Folding() {}

    /** The characters of words that a character becomes, with {@link #SEPARATOR} for what is of no word; possibly none. */
    static String fold(int character) {
        if (character >= KNOWN.length) {
            return compute(character);
        }
        String known = KNOWN[character];
        if (known == null) {
            known = compute(character);
            KNOWN[character] = known;
        }
        return known;
    }

    private static String compute(int character) {
        String letter = LETTERS.get(character);
        if (letter != null) {
            return letter;
        }
        var folded = new StringBuilder();
        Normalizer.normalize(Character.toString(character), Form.NFKD)
                .codePoints()
                .filter(part -> !isIgnored(part))
                .forEach(part -> {
                    if (isOfWord(part)) {
                        folded.appendCodePoint(Character.toLowerCase(Character.toUpperCase(part)));
                    } else {
                        folded.append(SEPARATOR);
                    }
                });
        return folded.toString();
    }

    /** Accents, and what is not seen, such as a soft hyphen. */
    private static boolean isIgnored(int character) {
        return (character >= 0x300 && character <= 0x36F)
                || (character >= 0x591 && character <= 0x5C7 && isMark(character))
                || (character >= 0x610 && character <= 0x670 && isMark(character))
                || character == 0x640
                || (character >= 0x1AB0 && character <= 0x1AFF)
                || (character >= 0x1DC0 && character <= 0x1DFF)
                || (character >= 0x20D0 && character <= 0x20FF)
                || (character >= 0xFE00 && character <= 0xFE0F)
                || (character >= 0xFE20 && character <= 0xFE2F)
                || Character.getType(character) == Character.FORMAT;
    }

    private static boolean isOfWord(int character) {
        return Character.isLetterOrDigit(character)
                || isMark(character)
                || Character.getType(character) == Character.LETTER_NUMBER
                || Character.getType(character) == Character.OTHER_NUMBER
                || Character.getType(character) == Character.OTHER_SYMBOL;
    }

    private static boolean isMark(int character) {
        return switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK, Character.ENCLOSING_MARK -> true;
            default -> false;
        };
    }

    /** Whether words of this character are not separated, or begin anywhere in what is: as of Chinese, Thai or a symbol. */
    static boolean isUnseparated(int character) {
        return switch (UnicodeScript.of(character)) {
            case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO, THAI, LAO, KHMER, MYANMAR, TIBETAN, YI -> true;
            default -> !Character.isLetterOrDigit(character);
        };
    }
}
