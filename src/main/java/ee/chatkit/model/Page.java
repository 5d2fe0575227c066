package ee.chatkit.model;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param <T> the type of the entries
 * @param data the entries in the requested order, possibly none; the list is copied
 * @param after the text of the {@link Cursor} of the next page; null if this is the last page
 */
public record Page<T>(List<T> data, @Nullable String after) {
    /** Copies the list. */
    public Page {
        data = List.copyOf(data);
    }

    /**
     * Returns a page of rows that were queried with a limit of one more than the page has.
     *
     * @param <T> the type of the entries
     * @param rows the rows found, at most {@code limit + 1}
     * @param limit the maximum number of entries of the page
     * @param cursor returns the cursor text of a row
     * @return the page, with a cursor if there is an extra row
     */
    public static <T> Page<T> of(List<T> rows, int limit, Function<T, String> cursor) {
        if (rows.size() <= limit) {
            return new Page<>(rows, null);
        }
        return new Page<>(rows.subList(0, limit), cursor.apply(rows.get(limit - 1)));
    }

    /** Returns whether there is a next page. */
    public boolean hasMore() {
        return after != null;
    }
}
