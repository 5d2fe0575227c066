package ee.chatkit.protocol.json;

import ee.chatkit.model.ChatThread;
import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.event.ThreadItemUpdate;
import ee.chatkit.protocol.event.ThreadStreamEvent;
import ee.chatkit.protocol.event.ThreadStreamEvent.Level;
import ee.chatkit.protocol.item.Item;
import java.nio.charset.StandardCharsets;

/** Events of a turn. */
public final class EventJson {
    private static final String THREAD_CREATED = "thread.created";
    private static final String THREAD_UPDATED = "thread.updated";
    private static final String ITEM_ADDED = "thread.item.added";
    private static final String ITEM_UPDATED = "thread.item.updated";
    private static final String ITEM_DONE = "thread.item.done";
    private static final String ITEM_REMOVED = "thread.item.removed";
    private static final String ITEM_REPLACED = "thread.item.replaced";
    private static final String STREAM_OPTIONS = "stream_options";
    private static final String PROGRESS_UPDATE = "progress_update";
    private static final String CLIENT_EFFECT = "client_effect";
    private static final String ERROR = "error";
    private static final String NOTICE = "notice";

    private EventJson() {}

    /**
     * An event as one line. Free JSON may have line breaks between its members; they become spaces. Within strings JSON
     * has none.
     */
    public static String write(ThreadStreamEvent event) {
        return object(event).replace('\n', ' ').replace('\r', ' ');
    }

    /**
     * Reads an event, for clients written in Java.
     *
     * @throws InvalidInputException naming the member; also for types that the protocol does not have
     */
    public static ThreadStreamEvent read(String json) {
        JsonObjectReader in = JsonObjectReader.of(JsonIo.parseObject(json.getBytes(StandardCharsets.UTF_8)));
        return switch (in.nonBlankText("type")) {
            case THREAD_CREATED -> new ThreadStreamEvent.ThreadCreated(thread(in));
            case THREAD_UPDATED -> new ThreadStreamEvent.ThreadUpdated(thread(in));
            case ITEM_ADDED -> new ThreadStreamEvent.ItemAdded(item(in));
            case ITEM_UPDATED ->
                new ThreadStreamEvent.ItemUpdated(
                        in.requiredReference("item_id"), UpdateJson.read(in.requiredReader("update")));
            case ITEM_DONE -> new ThreadStreamEvent.ItemDone(item(in));
            case ITEM_REMOVED -> new ThreadStreamEvent.ItemRemoved(in.requiredReference("item_id"));
            case ITEM_REPLACED -> new ThreadStreamEvent.ItemReplaced(item(in));
            case STREAM_OPTIONS ->
                new ThreadStreamEvent.StreamOptions(
                        in.requiredReader("stream_options").requiredFlag("allow_cancel"));
            case PROGRESS_UPDATE -> new ThreadStreamEvent.ProgressUpdate(in.text("icon"), in.requiredText("text"));
            case CLIENT_EFFECT ->
                new ThreadStreamEvent.ClientEffect(in.requiredText("name"), in.rawMemberOrEmpty("data"));
            case ERROR ->
                new ThreadStreamEvent.Failure(in.nonBlankText("code"), in.text("message"), in.flag("allow_retry"));
            case NOTICE ->
                new ThreadStreamEvent.Notice(
                        EnumNames.read(in, "level", Level.class), in.requiredText("message"), in.text("title"));
            default -> throw in.invalid("type", "is no event of the protocol");
        };
    }

    private static String object(ThreadStreamEvent event) {
        return switch (event) {
            case ThreadStreamEvent.ThreadCreated(ChatThread thread) -> thread(THREAD_CREATED, thread);
            case ThreadStreamEvent.ThreadUpdated(ChatThread thread) -> thread(THREAD_UPDATED, thread);
            case ThreadStreamEvent.ItemAdded(Item item) -> item(ITEM_ADDED, item);
            case ThreadStreamEvent.ItemUpdated(String itemId, ThreadItemUpdate update) ->
                begin(ITEM_UPDATED)
                        .text("item_id", itemId)
                        .raw("update", UpdateJson.write(update))
                        .end();
            case ThreadStreamEvent.ItemDone(Item item) -> item(ITEM_DONE, item);
            case ThreadStreamEvent.ItemRemoved(String itemId) ->
                begin(ITEM_REMOVED).text("item_id", itemId).end();
            case ThreadStreamEvent.ItemReplaced(Item item) -> item(ITEM_REPLACED, item);
            case ThreadStreamEvent.StreamOptions(boolean allowCancel) ->
                begin(STREAM_OPTIONS)
                        .raw(
                                "stream_options",
                                new JsonObjectWriter()
                                        .flag("allow_cancel", allowCancel)
                                        .end())
                        .end();
            case ThreadStreamEvent.ProgressUpdate(String icon, String text) ->
                begin(PROGRESS_UPDATE).text("icon", icon).text("text", text).end();
            case ThreadStreamEvent.ClientEffect(String name, RawJson data) ->
                begin(CLIENT_EFFECT).text("name", name).json("data", data).end();
            case ThreadStreamEvent.Failure(String code, String message, boolean allowRetry) ->
                begin(ERROR)
                        .text("code", code)
                        .text("message", message)
                        .flag("allow_retry", allowRetry)
                        .end();
            case ThreadStreamEvent.Notice(Level level, String message, String title) ->
                begin(NOTICE)
                        .enumName("level", level)
                        .text("message", message)
                        .text("title", title)
                        .end();
        };
    }

    private static ChatThread thread(JsonObjectReader in) {
        return ChatKitThreadJson.read(in.requiredReader("thread"));
    }

    private static Item item(JsonObjectReader in) {
        return ItemCodec.read(in.requiredReader("item"));
    }

    private static JsonObjectWriter begin(String type) {
        return new JsonObjectWriter().text("type", type);
    }

    private static String thread(String type, ChatThread thread) {
        return begin(type).raw("thread", ChatKitThreadJson.write(thread)).end();
    }

    private static String item(String type, Item item) {
        return begin(type).raw("item", ItemCodec.write(item)).end();
    }
}
