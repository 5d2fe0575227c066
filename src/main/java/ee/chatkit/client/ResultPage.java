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
public record ResultPage<T>(List<T> data, @Nullable String after) {
    public ResultPage {
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
    public static <T> Stream<T> all(Function<@Nullable String, ResultPage<T>> read) {
        return Stream.<@Nullable ResultPage<T>>iterate(
                        read.apply(null), resultPage -> resultPage != null, resultPage -> {
                            String next = resultPage == null ? null : resultPage.after();
                            return next == null ? null : read.apply(next);
                        })
                .flatMap(resultPage -> resultPage == null ? Stream.empty() : resultPage.data().stream());
    }
}
