package ee.chatkit.protocol.json;

import ee.chatkit.model.ThreadItem;
import ee.chatkit.protocol.item.GeneratedImage;
import ee.chatkit.protocol.item.ItemContent;
import ee.chatkit.protocol.item.StructuredInputStatus;
import ee.chatkit.protocol.item.ToolCallStatus;
import org.jspecify.annotations.Nullable;

/** Reads what an item holds beside its envelope. */
final class ItemContentReader {
    private ItemContentReader() {}

    /**
     * Reads the content, or the item with its envelope, which is not looked at.
     *
     * @throws InvalidInputException when the type is known and the content has another shape
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
                        EnumNames.read(in, "status", StructuredInputStatus.PENDING),
                        in.requiredList("inputs", StructuredInputJson::read));
            case ItemTypes.WORKFLOW ->
                new ItemContent.WorkflowItem(TaskJson.readWorkflow(in.requiredReader("workflow")));
            case ItemTypes.TASK -> new ItemContent.TaskItem(TaskJson.read(in.requiredReader("task")));
            case ItemTypes.END_OF_TURN -> new ItemContent.EndOfTurn();
            case ItemTypes.HIDDEN_CONTEXT -> new ItemContent.HiddenContext(in.rawMember("content"));
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
                EnumNames.read(in, "status", ToolCallStatus.PENDING),
                in.requiredText("call_id"),
                in.requiredText("name"),
                in.requiredRawMember("arguments"),
                in.rawMember("output"));
    }

    private static ItemContent imageItem(@Nullable JsonObjectReader image) {
        return new ItemContent.GeneratedImageItem(image == null ? null : image(image));
    }

    static GeneratedImage image(JsonObjectReader in) {
        return new GeneratedImage(in.requiredText("id"), in.requiredText("url"));
    }
}
