package ee.chatkit.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A query, as people type it.
 *
 * <p><b>Words</b> are found in any part of a word. A word of one letter or digit is found as a word only, or, where it is the last
 * one and being typed, as the beginning of one. A word with punctuation inside, such as an address, is found as the words that it
 * consists of, one after the other.
 *
 * <p><b>Phrases</b> in double quotes are found as whole words in this order; one that is not closed yet, with the beginning of the
 * last word. In scripts that do not separate words they are found anywhere.
 *
 * <p><b>Exclusions</b>, words or phrases with a hyphen in front, exclude texts in which they would be found.
 */
public final class SearchQuery {
    /** The maximum length of a query in UTF-16 code units. */
    public static final int MAX_LENGTH = 1000;

    /** The maximum number of words and phrases. */
    public static final int MAX_TERMS = 32;

    private static final String QUOTES = "\"\u201C\u201D\u201E\u201F\u00AB\u00BB\uFF02\u300C\u300D";
    private static final String HYPHENS = "-\uFF0D\u2212";

    private final String text;
    private final List<SearchTerm> included = new ArrayList<>();
    private final List<SearchTerm> excluded = new ArrayList<>();

    private SearchQuery(String text) {
        this.text = text;
    }

    /**
     * Parses a query.
     *
     * @param text any text
     * @return the query, which is empty if there is nothing to look for
     * @throws IllegalArgumentException if the text is too long or has too many words
     */
    public static SearchQuery parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("must have at most " + MAX_LENGTH + " characters");
        }
        var query = new SearchQuery(text);
        int position = 0;
        while (position < text.length()) {
            position = Character.isWhitespace(text.charAt(position)) ? position + 1 : query.readTerm(position);
        }
        if (query.included.size() + query.excluded.size() > MAX_TERMS) {
            throw new IllegalArgumentException("must have at most " + MAX_TERMS + " words and phrases");
        }
        return query;
    }

    /** Reads a term; returns where it ends. */
    private int readTerm(int position) {
        boolean excludes = HYPHENS.indexOf(text.charAt(position)) >= 0
                && position + 1 < text.length()
                && !Character.isWhitespace(text.charAt(position + 1));
        int begin = excludes ? position + 1 : position;
        boolean phrase = QUOTES.indexOf(text.charAt(begin)) >= 0;
        int end = phrase ? endOfPhrase(begin + 1) : endOfWord(begin);
        String words =
                FoldedText.of(text.substring(phrase ? begin + 1 : begin, end)).words();
        if (!words.isEmpty()) {
            boolean typing = end == text.length();
            (excludes ? excluded : included).add(phrase ? phrase(words, typing) : word(words, typing));
        }
        return phrase ? end + 1 : end;
    }

    private int endOfPhrase(int begin) {
        int end = begin;
        while (end < text.length() && QUOTES.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private int endOfWord(int begin) {
        int end = begin;
        while (end < text.length()
                && !Character.isWhitespace(text.charAt(end))
                && QUOTES.indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static SearchTerm phrase(String words, boolean typing) {
        return new SearchTerm(
                words,
                !Folding.isUnseparated(words.codePointAt(0)),
                !typing && !Folding.isUnseparated(words.codePointBefore(words.length())));
    }

    /** Of several words, as of an address, the first one begins where a word does. */
    private static SearchTerm word(String words, boolean typing) {
        boolean separated = !Folding.isUnseparated(words.codePointAt(0));
        boolean single = words.codePointCount(0, words.length()) == 1;
        boolean several = words.indexOf(Folding.SEPARATOR) >= 0;
        return new SearchTerm(words, separated && (single || several), separated && single && !typing);
    }

    /** Whether there is nothing to look for, so that nothing is found. */
    public boolean isEmpty() {
        return included.isEmpty();
    }

    /**
     * The grams that each text has which this query finds, so that an index can be asked for them; see {@link Grams}. None if there is
     * nothing that an index knows, as of a word of one letter.
     */
    public short[] grams() {
        var grams = new Grams();
        included.forEach(term -> grams.addRequired(term.words()));
        return grams.toArray();
    }

    /**
     * Looks for this query in a text.
     *
     * @param source any text
     * @return what was found; empty if the text does not have all that is looked for, or has what is excluded
     */
    public Optional<SearchMatch> match(String source) {
        FoldedText folded = FoldedText.of(source);
        String words = folded.words();
        if (isEmpty()
                || included.stream().anyMatch(term -> term.find(words, 0) < 0)
                || excluded.stream().anyMatch(term -> term.find(words, 0) >= 0)) {
            return Optional.empty();
        }
        return Optional.of(SearchMatch.of(folded, words, included));
    }
}
