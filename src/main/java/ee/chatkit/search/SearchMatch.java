package ee.chatkit.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a query has found in a text.
 *
 * @param snippet what is shown of the text
 * @param relevance more than 0, at most 1: how well words suit, whole ones best, and how early they are found
 */
public record SearchMatch(Snippet snippet, double relevance) {
    /** The number of places of each term that are marked. */
    private static final int MAX_RANGES = 50;

    private static final double FOR_POSITION = 0.1;

    static SearchMatch of(FoldedText text, String words, List<SearchTerm> terms) {
        List<TextRange> ranges = new ArrayList<>();
        double quality = 0;
        int first = Integer.MAX_VALUE;
        for (SearchTerm term : terms) {
            double best = 0;
            int count = 0;
            for (int found = term.find(words, 0);
                    found >= 0 && count < MAX_RANGES;
                    found = term.find(words, found + term.words().length())) {
                int end = found + term.words().length();
                ranges.add(text.range(found, end));
                best = Math.max(best, term.quality(words, found));
                first = Math.min(first, found);
                count++;
            }
            quality += best / terms.size();
        }
        double position = FOR_POSITION * first / words.length();
        return new SearchMatch(Snippet.of(text.source(), merged(ranges)), quality * (1 - position));
    }

    private static List<TextRange> merged(List<TextRange> ranges) {
        List<TextRange> sorted = new ArrayList<>(ranges);
        sorted.sort(Comparator.comparingInt(TextRange::start).thenComparingInt(TextRange::end));
        List<TextRange> merged = new ArrayList<>();
        for (TextRange range : sorted) {
            TextRange last = merged.isEmpty() ? null : merged.getLast();
            if (last != null && range.start() < last.end()) {
                merged.set(merged.size() - 1, new TextRange(last.start(), Math.max(last.end(), range.end())));
            } else {
                merged.add(range);
            }
        }
        return merged;
    }
}
