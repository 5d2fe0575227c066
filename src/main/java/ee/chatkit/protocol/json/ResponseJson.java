package ee.chatkit.protocol.json;

import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Page;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.protocol.item.Item;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Responses to immediate requests, and the pages and threads that they consist of. A thread of the ChatKit protocol has a
 * page of items, and lacks the members that only the REST interface has; see {@link ThreadJson}. Stored items are written
 * without being parsed; the caller must not pass hidden items.
 */
public final class ResponseJson {
    /** The response without members. */
    public static final String EMPTY = "{}";

    private static final Page<ThreadItem> NO_ITEMS = new Page<>(List.of(), null);

    private ResponseJson() {}

    /** Writes a thread with an empty page of items, as in events and lists. */
    public static String thread(ChatThread thread) {
        return thread(thread, NO_ITEMS);
    }

    /** Writes a thread with a page of items. */
    public static String thread(ChatThread thread, Page<ThreadItem> items) {
        var out = new JsonObjectWriter().text("id", thread.id()).time("created_at", thread.createdAt());
        return ThreadJson.appendMutableMembers(out, thread)
                .raw("items", items(items))
                .end();
    }

    /** Writes a page of threads. */
    public static String threads(Page<ChatThread> page) {
        return page(page, ResponseJson::thread);
    }

    /** Writes a page of items. */
    public static String items(Page<ThreadItem> page) {
        return page(page, ItemJson::write);
    }

    /**
     * Writes a page: {@code data}, {@code has_more} and, if there is a next page, {@code after}.
     *
     * @param <T> the type of the entries
     * @param page the page
     * @param write writes one entry as JSON
     * @return a JSON object
     */
    public static <T> String page(Page<T> page, Function<T, String> write) {
        return new JsonObjectWriter()
                .list("data", page.data(), write)
                .flag("has_more", page.hasMore())
                .text("after", page.after())
                .end();
    }

    /** Writes the item that a synchronous action has changed, if any. */
    public static String updatedItem(@Nullable Item item) {
        return new JsonObjectWriter()
                .optional("updated_item", item, ItemCodec::write)
                .end();
    }

    /** Writes a transcribed text. */
    public static String transcription(String text) {
        return new JsonObjectWriter().text("text", text).end();
    }
}
