package ee.chatkit.protocol.json;

import ee.chatkit.model.ChatThread;
import ee.chatkit.protocol.event.ThreadItemUpdate;
import ee.chatkit.protocol.event.ThreadStreamEvent;
import ee.chatkit.protocol.event.ThreadStreamEvent.Level;
import ee.chatkit.protocol.item.AssistantContent;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.item.Task;
import jakarta.json.JsonNumber;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Reads events, as a client does: proves that what {@link EventJson} writes has the same meaning. */
final class WireEventReader {
    private WireEventReader() {}

    /**
     * Reads an event.
     *
     * @throws InvalidInputException if the event is invalid or of an unknown type
     */
    static ThreadStreamEvent read(String json) {
        JsonObjectReader in = JsonObjectReader.of(JsonIo.parseObject(json.getBytes(StandardCharsets.UTF_8)));
        return switch (in.nonBlankText("type")) {
            case "thread.created" -> new ThreadStreamEvent.ThreadCreated(thread(in.requiredReader("thread")));
            case "thread.updated" -> new ThreadStreamEvent.ThreadUpdated(thread(in.requiredReader("thread")));
            case "thread.item.added" -> new ThreadStreamEvent.ItemAdded(item(in.requiredReader("item")));
            case "thread.item.updated" ->
                new ThreadStreamEvent.ItemUpdated(in.requiredReference("item_id"), update(in.requiredReader("update")));
            case "thread.item.done" -> new ThreadStreamEvent.ItemDone(item(in.requiredReader("item")));
            case "thread.item.removed" -> new ThreadStreamEvent.ItemRemoved(in.requiredReference("item_id"));
            case "thread.item.replaced" -> new ThreadStreamEvent.ItemReplaced(item(in.requiredReader("item")));
            case "stream_options" ->
                new ThreadStreamEvent.StreamOptions(
                        in.requiredReader("stream_options").requiredFlag("allow_cancel"));
            case "progress_update" -> new ThreadStreamEvent.ProgressUpdate(in.text("icon"), in.requiredText("text"));
            case "client_effect" ->
                new ThreadStreamEvent.ClientEffect(in.requiredText("name"), in.rawMemberOrEmpty("data"));
            case "error" ->
                new ThreadStreamEvent.Failure(in.nonBlankText("code"), in.text("message"), in.flag("allow_retry"));
            case "notice" ->
                new ThreadStreamEvent.Notice(
                        in.requiredEnum("level", Level.class), in.requiredText("message"), in.text("title"));
            default -> throw in.invalid("type", "is not an event of the protocol");
        };
    }

    private static ThreadItemUpdate update(JsonObjectReader in) {
        return switch (in.nonBlankText("type")) {
            case "assistant_message.content_part.added" -> new ThreadItemUpdate.ContentPartAdded(part(in), content(in));
            case "assistant_message.content_part.text_delta" ->
                new ThreadItemUpdate.TextDelta(part(in), in.requiredText("delta"));
            case "assistant_message.content_part.annotation_added" ->
                new ThreadItemUpdate.AnnotationAdded(
                        part(in),
                        in.index("annotation_index"),
                        SourceJson.readAnnotation(in.requiredReader("annotation")));
            case "assistant_message.content_part.done" -> new ThreadItemUpdate.ContentPartDone(part(in), content(in));
            case "widget.root.updated" -> new ThreadItemUpdate.WidgetRootUpdated(in.requiredRawMember("widget"));
            case "widget.component.updated" ->
                new ThreadItemUpdate.WidgetComponentUpdated(
                        in.requiredText("component_id"), in.requiredRawMember("component"));
            case "widget.streaming_text.value_delta" ->
                new ThreadItemUpdate.WidgetTextDelta(
                        in.requiredText("component_id"), in.requiredText("delta"), in.requiredFlag("done"));
            case "workflow.task.added" -> new ThreadItemUpdate.WorkflowTaskAdded(in.index("task_index"), task(in));
            case "workflow.task.updated" -> new ThreadItemUpdate.WorkflowTaskUpdated(in.index("task_index"), task(in));
            case "generated_image.updated" ->
                new ThreadItemUpdate.GeneratedImageUpdated(
                        ItemContentJson.readImage(in.requiredReader("image")), progress(in));
            default -> throw in.invalid("type", "is not an update of the protocol");
        };
    }

    /** Reads a thread; the items are not read. */
    static ChatThread thread(JsonObjectReader in) {
        Instant created = time(in, "created_at");
        return ThreadJson.applyMembers(ChatThread.create(in.requiredReference("id"), created), in);
    }

    /** Reads an item with its envelope. */
    static Item item(JsonObjectReader in) {
        return new Item(
                in.requiredReference("id"),
                in.requiredReference("thread_id"),
                time(in, "created_at"),
                ItemContentJson.read(in.nonBlankText("type"), in));
    }

    /** The reference implementation writes times without an offset; they are UTC. */
    private static Instant time(JsonObjectReader in, String name) {
        var time = DateTimeFormatter.ISO_DATE_TIME.parseBest(
                in.nonBlankText(name), OffsetDateTime::from, LocalDateTime::from);
        return time instanceof OffsetDateTime exact
                ? exact.toInstant()
                : LocalDateTime.from(time).toInstant(ZoneOffset.UTC);
    }

    private static int part(JsonObjectReader in) {
        return in.index("content_index");
    }

    private static AssistantContent content(JsonObjectReader in) {
        return SourceJson.readContent(in.requiredReader("content"));
    }

    private static Task task(JsonObjectReader in) {
        return TaskJson.read(in.requiredReader("task"));
    }

    private static @Nullable Double progress(JsonObjectReader in) {
        return in.value("progress") instanceof JsonNumber number ? (Double) number.doubleValue() : null;
    }
}
