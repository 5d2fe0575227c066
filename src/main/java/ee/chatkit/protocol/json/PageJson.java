package ee.chatkit.protocol.json;

import ee.chatkit.model.Page;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Pages, as ChatKit has them: {@code data}, {@code has_more} and, when there is more, {@code after}. */
public final class PageJson {
    private PageJson() {}

    /**
     * A page as JSON.
     *
     * @param write writes one entry as JSON
     */
    public static <T> String write(Page<T> page, Function<T, String> write) {
        return new JsonObjectWriter()
                .raw("data", page.data().stream().map(write).collect(Collectors.joining(",", "[", "]")))
                .raw("has_more", Boolean.toString(page.hasMore()))
                .text("after", page.after())
                .end();
    }
}
