package ee.chatkit.client;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param <T> the type of the entries
 * @param data the entries; unmodifiable
 * @param after the cursor of the next page; null if this is the last page
 */
public record ResultPage<T>(List<T> data, @Nullable String after) {
    public ResultPage {
        data = List.copyOf(data);
    }

    /**
     * Tells whether there is a next page.
     *
     * @return true if there is
     */
    public boolean hasMore() {
        return after != null;
    }

    /**
     * Streams the entries of all pages. The first page is read at once, each further page when the stream reaches it.
     *
     * @param <T> the type of the entries
     * @param read reads the page after a cursor; the cursor is null for the first page
     * @return a sequential stream; it throws what {@code read} throws
     */
    public static <T> Stream<T> stream(Function<@Nullable String, ResultPage<T>> read) {
        return Stream.<@Nullable ResultPage<T>>iterate(
                        read.apply(null), resultPage -> resultPage != null, resultPage -> {
                            String next = resultPage == null ? null : resultPage.after();
                            return next == null ? null : read.apply(next);
                        })
                .flatMap(resultPage -> resultPage == null ? Stream.empty() : resultPage.data().stream());
    }
}
