package ee.chatkit.model;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param after the cursor of the next page; null when this is the last
 */
public record Page<T>(List<T> data, @Nullable String after) {
    public Page {
        data = List.copyOf(data);
    }

    /**
     * Cuts a page from rows of which one more than wanted was asked for.
     *
     * @param rows the rows found, at most {@code limit + 1}
     * @param cursor the cursor text of a row
     */
    public static <T> Page<T> of(List<T> rows, int limit, Function<T, String> cursor) {
        if (rows.size() <= limit) {
            return new Page<>(rows, null);
        }
        return new Page<>(rows.subList(0, limit), cursor.apply(rows.get(limit - 1)));
    }

    /** Whether there is a page behind this one. */
    public boolean hasMore() {
        return after != null;
    }
}
