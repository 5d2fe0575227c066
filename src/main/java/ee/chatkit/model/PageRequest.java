package ee.chatkit.model;

import org.jspecify.annotations.Nullable;

/**
 * The request of one page of a list.
 *
 * @param limit the maximum number of entries, 1 to {@value #MAX_LIMIT}; a store may return fewer although more follow
 * @param order the order of the list
 * @param after the position after which the page begins; null for the first page
 */
public record PageRequest(
        int limit, SortOrder order, @Nullable Cursor after) {
    /** The limit that the protocol defines as default. */
    public static final int DEFAULT_LIMIT = 20;

    /** The maximum of {@link #limit}. */
    public static final int MAX_LIMIT = 1000;

    /** @throws IllegalArgumentException if the limit is out of range */
    public PageRequest {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit must be 1 to " + MAX_LIMIT + ", not " + limit);
        }
    }

    /**
     * Returns the request of the first page.
     *
     * @param limit the maximum number of entries, 1 to {@value #MAX_LIMIT}
     * @param order the order of the list
     * @return the request
     * @throws IllegalArgumentException if the limit is out of range
     */
    public static PageRequest first(int limit, SortOrder order) {
        return new PageRequest(limit, order, null);
    }

    /**
     * Returns the request of the page after a page.
     *
     * @param page a page that has a cursor
     * @return the request, with the limit and the order of this one
     * @throws IllegalArgumentException if the page is the last one
     */
    public PageRequest next(Page<?> page) {
        String after = page.after();
        if (after == null) {
            throw new IllegalArgumentException("there is no page after the last one");
        }
        return new PageRequest(limit, order, Cursor.parse(after));
    }
}
