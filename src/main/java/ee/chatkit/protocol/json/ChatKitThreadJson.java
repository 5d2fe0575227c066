package ee.chatkit.protocol.json;

import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Page;
import ee.chatkit.model.ThreadItem;
import java.util.List;

/** Threads as the ChatKit protocol has them: with a page of items, and without what only our own REST tells. */
public final class ChatKitThreadJson {
    private static final Page<ThreadItem> NO_ITEMS = new Page<>(List.of(), null);

    private ChatKitThreadJson() {}

    /** With an empty page, as in events and lists. */
    public static String write(ChatThread thread) {
        return write(thread, NO_ITEMS);
    }

    /** With these items, whose stored text is not parsed. Hidden items must not be among them. */
    public static String write(ChatThread thread, Page<ThreadItem> items) {
        var out = new JsonObjectWriter().text("id", thread.id()).time("created_at", thread.createdAt());
        return ThreadJson.appendMutableMembers(out, thread)
                .raw("items", PageJson.write(items, ItemJson::write))
                .end();
    }
}
