package ee.chatkit.store;

import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Page;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.search.ItemText;
import ee.chatkit.search.SearchHit;
import ee.chatkit.search.SearchMatch;
import ee.chatkit.search.SearchQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Collects the hits of a page, newest first, from the candidates that a store has found, whose present text decides. */
public final class SearchPages {
    /** How much titles count more than items. */
    private static final double ITEM_WEIGHT = 0.9;

    private final SearchRequest request;
    private final int maxCandidates;
    private final long maxCharacters;
    private final List<SearchHit> hits = new ArrayList<>();
    private @Nullable SearchPosition last;
    private boolean hasMore;
    private int examined;
    private long characters;

    /**
     * Creates an empty page.
     *
     * @param maxCandidates the number of candidates after which it ends
     * @param maxCharacters the number of characters after which it ends
     */
    public SearchPages(SearchRequest request, int maxCandidates, long maxCharacters) {
        this.request = request;
        this.maxCandidates = maxCandidates;
        this.maxCharacters = maxCharacters;
    }

    /**
     * Examines a candidate.
     *
     * @param item the item; null for the title of the thread
     */
    public void examine(SearchPosition position, ChatThread thread, @Nullable ThreadItem item) {
        hit(request.query(), thread, item).ifPresent(hits::add);
        skip(position, item == null ? PageBudget.length(thread) : PageBudget.length(item));
    }

    /**
     * Goes on behind a candidate that is not there any more, or cannot match.
     *
     * @param length how many characters were read for it
     */
    public void skip(SearchPosition position, long length) {
        last = position;
        examined++;
        characters += length;
    }

    /** Whether no candidate is examined any more: because of the number of hits, or of the work. */
    public boolean isFull() {
        return hits.size() >= request.limit() || examined >= maxCandidates || characters >= maxCharacters;
    }

    /** Notes that candidates follow, which were not examined. */
    public void hasMore() {
        hasMore = true;
    }

    /** The page. */
    public Page<SearchHit> page() {
        return new Page<>(hits, hasMore && last != null ? last.format() : null);
    }

    private static Optional<SearchHit> hit(SearchQuery query, ChatThread thread, @Nullable ThreadItem item) {
        if (item == null) {
            String title = thread.title();
            return title == null
                    ? Optional.empty()
                    : query.match(title).map(match -> new SearchHit(thread, null, match.snippet(), match.relevance()));
        }
        return query.match(ItemText.of(item.type(), item.content())).map(match -> hit(match, thread, item));
    }

    private static SearchHit hit(SearchMatch match, ChatThread thread, ThreadItem item) {
        return new SearchHit(
                thread,
                new SearchHit.FoundItem(item.id(), item.type(), item.createdAt()),
                match.snippet(),
                match.relevance() * ITEM_WEIGHT);
    }
}
