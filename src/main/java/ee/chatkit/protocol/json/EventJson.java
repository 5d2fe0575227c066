package ee.chatkit.protocol.json;

import ee.chatkit.model.ChatThread;
import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.event.ThreadItemUpdate;
import ee.chatkit.protocol.event.ThreadStreamEvent;
import ee.chatkit.protocol.event.ThreadStreamEvent.Level;
import ee.chatkit.protocol.item.Annotation;
import ee.chatkit.protocol.item.AssistantContent;
import ee.chatkit.protocol.item.GeneratedImage;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.item.Task;

/** Writes events of a stream. */
public final class EventJson {

    private EventJson() {}

    /**
     * Writes an event on one line, as server-sent events need it. Line breaks between the members of application-defined
     * JSON are replaced by spaces; within strings JSON has none. U+0085, U+2028 and U+2029, at which some clients divide
     * lines, occur in strings only and are written as escapes.
     *
     * @param event the event
     * @return a JSON object
     */
    public static String write(ThreadStreamEvent event) {
        return escapeLineSeparators(object(event).replace('\n', ' ').replace('\r', ' '));
    }

    /** Almost no text has any: it is returned as it is. */
    private static String escapeLineSeparators(String json) {
        return json.indexOf('\u0085') < 0 && json.indexOf('\u2028') < 0 && json.indexOf('\u2029') < 0
                ? json
                : json.replace("\u0085", "\\u0085").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029");
    }

    private static String object(ThreadStreamEvent event) {
        return switch (event) {
            case ThreadStreamEvent.ThreadCreated(ChatThread thread) -> thread("thread.created", thread);
            case ThreadStreamEvent.ThreadUpdated(ChatThread thread) -> thread("thread.updated", thread);
            case ThreadStreamEvent.ItemAdded(Item item) -> item("thread.item.added", item);
            case ThreadStreamEvent.ItemUpdated(String itemId, ThreadItemUpdate update) ->
                begin("thread.item.updated")
                        .text("item_id", itemId)
                        .raw("update", write(update))
                        .end();
            case ThreadStreamEvent.ItemDone(Item item) -> item("thread.item.done", item);
            case ThreadStreamEvent.ItemRemoved(String itemId) ->
                begin("thread.item.removed").text("item_id", itemId).end();
            case ThreadStreamEvent.ItemReplaced(Item item) -> item("thread.item.replaced", item);
            case ThreadStreamEvent.StreamOptions(boolean allowCancel) ->
                begin("stream_options")
                        .raw(
                                "stream_options",
                                new JsonObjectWriter()
                                        .flag("allow_cancel", allowCancel)
                                        .end())
                        .end();
            case ThreadStreamEvent.ProgressUpdate(String icon, String text) ->
                begin("progress_update").text("icon", icon).text("text", text).end();
            case ThreadStreamEvent.ClientEffect(String name, RawJson data) ->
                begin("client_effect").text("name", name).json("data", data).end();
            case ThreadStreamEvent.Failure(String code, String message, boolean allowRetry) ->
                begin("error")
                        .text("code", code)
                        .text("message", message)
                        .flag("allow_retry", allowRetry)
                        .end();
            case ThreadStreamEvent.Notice(Level level, String message, String title) ->
                begin("notice")
                        .enumName("level", level)
                        .text("message", message)
                        .text("title", title)
                        .end();
        };
    }

    private static JsonObjectWriter begin(String type) {
        return new JsonObjectWriter().text("type", type);
    }

    private static String thread(String type, ChatThread thread) {
        return begin(type).raw("thread", ResponseJson.thread(thread)).end();
    }

    private static String item(String type, Item item) {
        return begin(type).raw("item", ItemCodec.write(item)).end();
    }

    private static String write(ThreadItemUpdate update) {
        return switch (update) {
            case ThreadItemUpdate.ContentPartAdded(int index, AssistantContent content) ->
                part("assistant_message.content_part.added", index)
                        .raw("content", SourceJson.write(content))
                        .end();
            case ThreadItemUpdate.TextDelta(int index, String delta) ->
                part("assistant_message.content_part.text_delta", index)
                        .text("delta", delta)
                        .end();
            case ThreadItemUpdate.AnnotationAdded(int index, int annotationIndex, Annotation annotation) ->
                part("assistant_message.content_part.annotation_added", index)
                        .number("annotation_index", annotationIndex)
                        .raw("annotation", SourceJson.write(annotation))
                        .end();
            case ThreadItemUpdate.ContentPartDone(int index, AssistantContent content) ->
                part("assistant_message.content_part.done", index)
                        .raw("content", SourceJson.write(content))
                        .end();
            case ThreadItemUpdate.WidgetRootUpdated(RawJson widget) ->
                begin("widget.root.updated").json("widget", widget).end();
            case ThreadItemUpdate.WidgetComponentUpdated(String id, RawJson component) ->
                begin("widget.component.updated")
                        .text("component_id", id)
                        .json("component", component)
                        .end();
            case ThreadItemUpdate.WidgetTextDelta(String id, String delta, boolean done) ->
                begin("widget.streaming_text.value_delta")
                        .text("component_id", id)
                        .text("delta", delta)
                        .flag("done", done)
                        .end();
            case ThreadItemUpdate.WorkflowTaskAdded(int index, Task task) -> task("workflow.task.added", index, task);
            case ThreadItemUpdate.WorkflowTaskUpdated(int index, Task task) ->
                task("workflow.task.updated", index, task);
            case ThreadItemUpdate.GeneratedImageUpdated(GeneratedImage image, Double progress) ->
                begin("generated_image.updated")
                        .raw("image", ItemContentJson.write(image))
                        .number("progress", progress)
                        .end();
        };
    }

    private static JsonObjectWriter part(String type, int index) {
        return begin(type).number("content_index", index);
    }

    private static String task(String type, int index, Task task) {
        return begin(type)
                .number("task_index", index)
                .raw("task", TaskJson.write(task))
                .end();
    }
}
