package ee.chatkit.protocol.json;

import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.event.ThreadItemUpdate;
import ee.chatkit.protocol.item.Annotation;
import ee.chatkit.protocol.item.AssistantContent;
import ee.chatkit.protocol.item.GeneratedImage;
import ee.chatkit.protocol.item.Task;

/** Updates of items. */
final class UpdateJson {
    private static final String PART_ADDED = "assistant_message.content_part.added";
    private static final String TEXT_DELTA = "assistant_message.content_part.text_delta";
    private static final String ANNOTATION_ADDED = "assistant_message.content_part.annotation_added";
    private static final String PART_DONE = "assistant_message.content_part.done";
    private static final String WIDGET_ROOT = "widget.root.updated";
    private static final String WIDGET_COMPONENT = "widget.component.updated";
    private static final String WIDGET_TEXT = "widget.streaming_text.value_delta";
    private static final String TASK_ADDED = "workflow.task.added";
    private static final String TASK_UPDATED = "workflow.task.updated";
    private static final String IMAGE = "generated_image.updated";

    private UpdateJson() {}

    static String write(ThreadItemUpdate update) {
        return switch (update) {
            case ThreadItemUpdate.ContentPartAdded(int index, AssistantContent content) ->
                part(PART_ADDED, index)
                        .raw("content", SourceJson.write(content))
                        .end();
            case ThreadItemUpdate.TextDelta(int index, String delta) ->
                part(TEXT_DELTA, index).text("delta", delta).end();
            case ThreadItemUpdate.AnnotationAdded(int index, int annotationIndex, Annotation annotation) ->
                part(ANNOTATION_ADDED, index)
                        .number("annotation_index", annotationIndex)
                        .raw("annotation", SourceJson.write(annotation))
                        .end();
            case ThreadItemUpdate.ContentPartDone(int index, AssistantContent content) ->
                part(PART_DONE, index).raw("content", SourceJson.write(content)).end();
            case ThreadItemUpdate.WidgetRootUpdated(RawJson widget) ->
                begin(WIDGET_ROOT).json("widget", widget).end();
            case ThreadItemUpdate.WidgetComponentUpdated(String id, RawJson component) ->
                begin(WIDGET_COMPONENT)
                        .text("component_id", id)
                        .json("component", component)
                        .end();
            case ThreadItemUpdate.WidgetTextDelta(String id, String delta, boolean done) ->
                begin(WIDGET_TEXT)
                        .text("component_id", id)
                        .text("delta", delta)
                        .flag("done", done)
                        .end();
            case ThreadItemUpdate.WorkflowTaskAdded(int index, Task task) -> task(TASK_ADDED, index, task);
            case ThreadItemUpdate.WorkflowTaskUpdated(int index, Task task) -> task(TASK_UPDATED, index, task);
            case ThreadItemUpdate.GeneratedImageUpdated(GeneratedImage image, Double progress) ->
                begin(IMAGE)
                        .raw("image", ItemContentWriter.image(image))
                        .number("progress", progress)
                        .end();
        };
    }

    static ThreadItemUpdate read(JsonObjectReader in) {
        return switch (in.nonBlankText("type")) {
            case PART_ADDED -> new ThreadItemUpdate.ContentPartAdded(part(in), content(in));
            case TEXT_DELTA -> new ThreadItemUpdate.TextDelta(part(in), in.requiredText("delta"));
            case ANNOTATION_ADDED ->
                new ThreadItemUpdate.AnnotationAdded(
                        part(in),
                        JsonNumbers.index(in, "annotation_index"),
                        SourceJson.readAnnotation(in.requiredReader("annotation")));
            case PART_DONE -> new ThreadItemUpdate.ContentPartDone(part(in), content(in));
            case WIDGET_ROOT -> new ThreadItemUpdate.WidgetRootUpdated(in.requiredRawMember("widget"));
            case WIDGET_COMPONENT ->
                new ThreadItemUpdate.WidgetComponentUpdated(
                        in.requiredText("component_id"), in.requiredRawMember("component"));
            case WIDGET_TEXT ->
                new ThreadItemUpdate.WidgetTextDelta(
                        in.requiredText("component_id"), in.requiredText("delta"), in.requiredFlag("done"));
            case TASK_ADDED -> new ThreadItemUpdate.WorkflowTaskAdded(JsonNumbers.index(in, "task_index"), task(in));
            case TASK_UPDATED ->
                new ThreadItemUpdate.WorkflowTaskUpdated(JsonNumbers.index(in, "task_index"), task(in));
            case IMAGE ->
                new ThreadItemUpdate.GeneratedImageUpdated(
                        ItemContentReader.image(in.requiredReader("image")), JsonNumbers.real(in, "progress"));
            default -> throw in.invalid("type", "is no update of the protocol");
        };
    }

    private static int part(JsonObjectReader in) {
        return JsonNumbers.index(in, "content_index");
    }

    private static AssistantContent content(JsonObjectReader in) {
        return SourceJson.readContent(in.requiredReader("content"));
    }

    private static Task task(JsonObjectReader in) {
        return TaskJson.read(in.requiredReader("task"));
    }

    private static JsonObjectWriter begin(String type) {
        return new JsonObjectWriter().text("type", type);
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
