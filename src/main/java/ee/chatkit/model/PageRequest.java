package ee.chatkit.model;

import org.jspecify.annotations.Nullable;

/**
 * Which page of a list is wanted.
 *
 * @param limit the most entries it may have, 1 to {@value #MAX_LIMIT}
 * @param after begin behind this entry; null for the first page
 */
public record PageRequest(
        int limit, SortOrder order, @Nullable Cursor after) {
    public static final int DEFAULT_LIMIT = 20;
    public static final int MAX_LIMIT = 1000;

    public PageRequest {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit must be 1 to " + MAX_LIMIT + ", not " + limit);
        }
    }

    /** The first page. */
    public static PageRequest first(int limit, SortOrder sortOrder) {
        return new PageRequest(limit, sortOrder, null);
    }

    /** The page behind that one. */
    public PageRequest next(Page<?> page) {
        String after = page.after();
        if (after == null) {
            throw new IllegalArgumentException("there is no page behind the last");
        }
        return new PageRequest(limit, order, Cursor.parse(after));
    }
}
