package ee.chatkit.protocol.json;

import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Page;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.protocol.item.Item;
import org.jspecify.annotations.Nullable;

/** Answers to immediate requests, where they are more than a thread or an attachment. */
public final class ResponseJson {
    /** There is nothing to tell. */
    public static final String EMPTY = "{}";

    private ResponseJson() {}

    public static String threads(Page<ChatThread> page) {
        return PageJson.write(page, ChatKitThreadJson::write);
    }

    /** Hidden items must not be among them. */
    public static String items(Page<ThreadItem> page) {
        return PageJson.write(page, ItemJson::write);
    }

    /** What a synchronous action has changed, if anything. */
    public static String updatedItem(@Nullable Item item) {
        return new JsonObjectWriter()
                .optional("updated_item", item, ItemCodec::write)
                .end();
    }

    public static String transcription(String text) {
        return new JsonObjectWriter().text("text", text).end();
    }
}
