package ee.chatkit.client;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Some entries of a list.
 *
 * @param after where the next page begins; null when this is the last one
 */
public record Page<T>(List<T> data, @Nullable String after) {
    public Page {
        data = List.copyOf(data);
    }

    public boolean hasMore() {
        return after != null;
    }

    /**
     * All entries of a list. Pages are asked for when they are needed.
     *
     * @param read gives the page behind a place, and the first one for null
     */
    public static <T> Stream<T> all(Function<@Nullable String, Page<T>> read) {
        return Stream.<@Nullable Page<T>>iterate(read.apply(null), page -> page != null, page -> {
                    String next = page == null ? null : page.after();
                    return next == null ? null : read.apply(next);
                })
                .flatMap(page -> page == null ? Stream.empty() : page.data().stream());
    }
}
