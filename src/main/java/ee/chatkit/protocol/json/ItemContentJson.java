package ee.chatkit.protocol.json;

import ee.chatkit.model.ThreadItem;
import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.item.GeneratedImage;
import ee.chatkit.protocol.item.ItemContent;
import ee.chatkit.protocol.item.StructuredInputStatus;
import ee.chatkit.protocol.item.ToolCallStatus;
import org.jspecify.annotations.Nullable;

/** Contents of items, without the envelope. */
final class ItemContentJson {
    private ItemContentJson() {}

    /**
     * Reads a content. Members of the envelope are ignored.
     *
     * @throws InvalidInputException if the type is known and the content has unexpected members
     */
    static ItemContent read(String type, JsonObjectReader in) {
        return switch (type) {
            case ItemTypes.USER_MESSAGE -> userMessage(in);
            case ItemTypes.ASSISTANT_MESSAGE ->
                new ItemContent.AssistantMessage(in.requiredList("content", SourceJson::readContent));
            case ItemTypes.CLIENT_TOOL_CALL -> toolCall(in);
            case ItemTypes.WIDGET -> new ItemContent.Widget(in.requiredRawMember("widget"), in.text("copy_text"));
            case ItemTypes.GENERATED_IMAGE -> imageItem(in.reader("image"));
            case ItemTypes.STRUCTURED_INPUT ->
                new ItemContent.StructuredInputItem(
                        in.enumOrDefault("status", StructuredInputStatus.PENDING),
                        in.requiredList("inputs", StructuredInputJson::read));
            case ItemTypes.WORKFLOW ->
                new ItemContent.WorkflowItem(TaskJson.readWorkflow(in.requiredReader("workflow")));
            case ItemTypes.TASK -> new ItemContent.TaskItem(TaskJson.read(in.requiredReader("task")));
            case ItemTypes.END_OF_TURN -> new ItemContent.EndOfTurn();
            case ItemTypes.HIDDEN_CONTEXT -> new ItemContent.HiddenContext(in.rawMemberOfInput("content"));
            case ItemTypes.SDK_HIDDEN_CONTEXT -> new ItemContent.SdkHiddenContext(in.requiredText("content"));
            default -> new ItemContent.Unknown(type, in.rawObjectWithout(ThreadItem.ENVELOPE_MEMBERS));
        };
    }

    private static ItemContent userMessage(JsonObjectReader in) {
        return new ItemContent.UserMessage(
                in.requiredList("content", UserContentJson::read),
                in.listOrEmpty("attachments", AttachmentJson::read),
                in.text("quoted_text"),
                UserContentJson.options(in.reader("inference_options")));
    }

    private static ItemContent toolCall(JsonObjectReader in) {
        return new ItemContent.ClientToolCall(
                in.enumOrDefault("status", ToolCallStatus.PENDING),
                in.requiredText("call_id"),
                in.requiredText("name"),
                in.requiredRawMember("arguments"),
                in.rawMember("output"));
    }

    private static ItemContent imageItem(@Nullable JsonObjectReader image) {
        return new ItemContent.GeneratedImageItem(image == null ? null : readImage(image));
    }

    static GeneratedImage readImage(JsonObjectReader in) {
        return new GeneratedImage(in.requiredText("id"), in.requiredText("url"));
    }

    static String write(ItemContent content) {
        return switch (content) {
            case ItemContent.UserMessage message -> write(message);
            case ItemContent.AssistantMessage message ->
                new JsonObjectWriter()
                        .list("content", message.content(), SourceJson::write)
                        .end();
            case ItemContent.ClientToolCall call -> write(call);
            case ItemContent.Widget(RawJson widget, String copyText) ->
                new JsonObjectWriter()
                        .json("widget", widget)
                        .text("copy_text", copyText)
                        .end();
            case ItemContent.GeneratedImageItem(GeneratedImage image) ->
                new JsonObjectWriter()
                        .optional("image", image, ItemContentJson::write)
                        .end();
            case ItemContent.StructuredInputItem input ->
                new JsonObjectWriter()
                        .enumName("status", input.status())
                        .list("inputs", input.inputs(), StructuredInputJson::write)
                        .end();
            case ItemContent.WorkflowItem item ->
                new JsonObjectWriter()
                        .raw("workflow", TaskJson.write(item.workflow()))
                        .end();
            case ItemContent.TaskItem item ->
                new JsonObjectWriter().raw("task", TaskJson.write(item.task())).end();
            case ItemContent.EndOfTurn end -> "{}";
            case ItemContent.HiddenContext(RawJson context) ->
                new JsonObjectWriter().json("content", context).end();
            case ItemContent.SdkHiddenContext(String context) ->
                new JsonObjectWriter().text("content", context).end();
            case ItemContent.Unknown unknown -> unknown.content().text();
        };
    }

    static String write(GeneratedImage image) {
        return new JsonObjectWriter()
                .text("id", image.id())
                .text("url", image.url())
                .end();
    }

    private static String write(ItemContent.UserMessage message) {
        return new JsonObjectWriter()
                .list("content", message.content(), UserContentJson::write)
                .list("attachments", message.attachments(), AttachmentJson::write)
                .text("quoted_text", message.quotedText())
                .raw("inference_options", UserContentJson.write(message.inferenceOptions()))
                .end();
    }

    private static String write(ItemContent.ClientToolCall call) {
        return new JsonObjectWriter()
                .enumName("status", call.status())
                .text("call_id", call.callId())
                .text("name", call.name())
                .json("arguments", call.arguments())
                .json("output", call.output())
                .end();
    }
}
