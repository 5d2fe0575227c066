package ee.chatkit.store;

import ee.chatkit.search.SearchQuery;
import org.jspecify.annotations.Nullable;

/**
 * The request of a page of what was found.
 *
 * @param query what to look for
 * @param opportunityId the opportunity whose threads are searched; null for all threads
 * @param limit the maximum number of hits, 1 to {@value #MAX_LIMIT}
 * @param after the position after which the page begins; null for the first page
 */
public record SearchRequest(
        SearchQuery query,
        @Nullable String opportunityId,
        int limit,
        @Nullable SearchPosition after) {
    /** The maximum of {@link #limit}. */
    public static final int MAX_LIMIT = 100;

    /** @throws IllegalArgumentException if the limit is out of range */
    public SearchRequest {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit must be 1 to " + MAX_LIMIT + ", not " + limit);
        }
    }

    /** The request of a first page. */
    public static SearchRequest first(String query, int limit) {
        return new SearchRequest(SearchQuery.parse(query), null, limit, null);
    }

    /** Returns a request in this opportunity. */
    public SearchRequest in(String opportunity) {
        return new SearchRequest(query, opportunity, limit, after);
    }

    /** Returns the request of the page that begins after this position. */
    public SearchRequest after(SearchPosition position) {
        return new SearchRequest(query, opportunityId, limit, position);
    }
}
