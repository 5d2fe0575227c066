package ee.chatkit.protocol.json;

import ee.chatkit.protocol.event.ThreadItemUpdate;
import ee.chatkit.protocol.event.ThreadStreamEvent;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.item.ItemContent.AssistantMessage;
import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Optional;

/** Reads, from events that {@link EventJson} has written, what the text of answers consists of that are not complete. */
public final class JournalledEventJson {
    private JournalledEventJson() {}

    /**
     * Reads an event. An item that is done or replaced is reported as removed, because nothing of it is pending.
     *
     * @param json the event
     * @return that an assistant message is added or updated, or that an item is removed; empty for all else
     */
    public static Optional<ThreadStreamEvent> read(String json) {
        JsonObject event = JsonIo.parse(json);
        return switch (event.getString("type")) {
            case "thread.item.added" -> added(event.getJsonObject("item"));
            case "thread.item.updated" ->
                update(event.getJsonObject("update"))
                        .map(update -> new ThreadStreamEvent.ItemUpdated(event.getString("item_id"), update));
            case "thread.item.done", "thread.item.replaced" ->
                Optional.of(new ThreadStreamEvent.ItemRemoved(
                        event.getJsonObject("item").getString("id")));
            case "thread.item.removed" -> Optional.of(new ThreadStreamEvent.ItemRemoved(event.getString("item_id")));
            default -> Optional.empty();
        };
    }

    private static Optional<ThreadStreamEvent> added(JsonObject item) {
        if (!item.getString("type").equals(ItemTypes.ASSISTANT_MESSAGE)) {
            return Optional.empty();
        }
        var content = new AssistantMessage(JsonObjectReader.of(item).requiredList("content", SourceJson::readContent));
        return Optional.of(new ThreadStreamEvent.ItemAdded(new Item(
                item.getString("id"),
                item.getString("thread_id"),
                Instant.parse(item.getString("created_at")),
                content)));
    }

    private static Optional<ThreadItemUpdate> update(JsonObject update) {
        JsonObjectReader in = JsonObjectReader.of(update);
        return switch (update.getString("type")) {
            case "assistant_message.content_part.added" ->
                Optional.of(new ThreadItemUpdate.ContentPartAdded(
                        in.index("content_index"), SourceJson.readContent(in.requiredReader("content"))));
            case "assistant_message.content_part.text_delta" ->
                Optional.of(new ThreadItemUpdate.TextDelta(in.index("content_index"), in.requiredText("delta")));
            case "assistant_message.content_part.annotation_added" ->
                Optional.of(new ThreadItemUpdate.AnnotationAdded(
                        in.index("content_index"),
                        in.index("annotation_index"),
                        SourceJson.readAnnotation(in.requiredReader("annotation"))));
            case "assistant_message.content_part.done" ->
                Optional.of(new ThreadItemUpdate.ContentPartDone(
                        in.index("content_index"), SourceJson.readContent(in.requiredReader("content"))));
            default -> Optional.empty();
        };
    }
}
