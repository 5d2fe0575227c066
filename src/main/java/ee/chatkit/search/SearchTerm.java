package ee.chatkit.search;

/**
 * A part of a query.
 *
 * @param words folded words, separated by a space each; not empty
 * @param fromWordStart whether it is found at the beginning of a word only
 * @param toWordEnd whether it is found at the end of a word only
 */
record SearchTerm(String words, boolean fromWordStart, boolean toWordEnd) {
    /** How well a place suits. */
    static final double WHOLE_WORD = 1;

    private static final double PREFIX = 0.8;
    private static final double PART = 0.5;

    /** The index of the first place in folded words, from an index on; negative if there is none. */
    int find(String text, int from) {
        int found = text.indexOf(words, from);
        while (found >= 0 && !suits(text, found)) {
            found = text.indexOf(words, found + 1);
        }
        return found;
    }

    private boolean suits(String text, int begin) {
        return (!fromWordStart || startsWord(text, begin)) && (!toWordEnd || endsWord(text, begin + words.length()));
    }

    /** How well the term suits where it was found: {@link #WHOLE_WORD} or less. */
    double quality(String text, int begin) {
        if (!startsWord(text, begin)) {
            return PART;
        }
        return endsWord(text, begin + words.length()) ? WHOLE_WORD : PREFIX;
    }

    private static boolean startsWord(String text, int begin) {
        return begin == 0 || text.charAt(begin - 1) == Folding.SEPARATOR;
    }

    private static boolean endsWord(String text, int end) {
        return end == text.length() || text.charAt(end) == Folding.SEPARATOR;
    }
}
