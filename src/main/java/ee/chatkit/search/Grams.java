package ee.chatkit.search;

import java.util.BitSet;

/**
 * What an index knows of a text: which pairs and triples of characters its words have, each as a number of 16 bits. Different ones may
 * have the same number, so what an index finds is a candidate, whose text is to be compared. What is not found in the index is not in
 * the text.
 *
 * <p>Triples alone would do for words of three characters or more, and pairs alone for all; but most longer texts have nearly all
 * pairs that a language has. The 16 bits make a row of the index half as long as 32 would, and limit it, whatever the text is.
 */
public final class Grams {
    private static final int NONE = 0;
    private static final int MARK_OF_OPPORTUNITY = -1;

    private final BitSet numbers = new BitSet(1 << Short.SIZE);

    /** Adds all of a text. */
    public void addText(FoldedText text) {
        add(text.words(), true, true);
    }

    /** Adds those that each text has which has these words. */
    void addRequired(String words) {
        for (String word : words.split(String.valueOf(Folding.SEPARATOR), -1)) {
            boolean longer = word.codePointCount(0, word.length()) > 2;
            add(word, !longer, longer);
        }
    }

    /** Adds a mark of what belongs to an opportunity, so that an index can be asked for that alone. */
    public void addOpportunity(String opportunityId) {
        numbers.set(number(MARK_OF_OPPORTUNITY, opportunityId.hashCode(), NONE));
    }

    private void add(String words, boolean pairs, boolean triples) {
        int before = Folding.SEPARATOR;
        int last = Folding.SEPARATOR;
        int character;
        for (int i = 0; i < words.length(); i += Character.charCount(character)) {
            character = words.codePointAt(i);
            if (character != Folding.SEPARATOR && last != Folding.SEPARATOR) {
                if (pairs) {
                    numbers.set(number(last, character, NONE));
                }
                if (triples && before != Folding.SEPARATOR) {
                    numbers.set(number(before, last, character));
                }
            }
            before = last;
            last = character;
        }
    }

    private static int number(int first, int second, int third) {
        int hash = (first * 0x9E3779B1 + second) * 0x85EBCA6B + third;
        hash ^= hash >>> 15;
        hash *= 0xC2B2AE35;
        return (hash ^ (hash >>> 16)) & 0xFFFF;
    }

    /** Adds numbers of another text. */
    public void addAll(short[] others) {
        for (short other : others) {
            numbers.set(other & 0xFFFF);
        }
    }

    /** All numbers, without duplicates. */
    public short[] toArray() {
        short[] array = new short[numbers.cardinality()];
        int length = 0;
        for (int number = numbers.nextSetBit(0); number >= 0; number = numbers.nextSetBit(number + 1)) {
            array[length++] = (short) number;
        }
        return array;
    }
}
