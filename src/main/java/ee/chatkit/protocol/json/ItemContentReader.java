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
            case ItemTypes.WIDGET -> new ItemContent.Widget(in.requiredJsonObject("widget"), in.text("copy_text"));
            case ItemTypes.GENERATED_IMAGE -> imageItem(in.fields("image"));
            case ItemTypes.STRUCTURED_INPUT ->
                new ItemContent.StructuredInputItem(
                        EnumNames.read(in, "status", StructuredInputStatus.PENDING),
                        in.requiredList("inputs", StructuredInputJson::read));
            case ItemTypes.WORKFLOW ->
                new ItemContent.WorkflowItem(TaskJson.readWorkflow(in.requiredFields("workflow")));
            case ItemTypes.TASK -> new ItemContent.TaskItem(TaskJson.read(in.requiredFields("task")));
            case ItemTypes.END_OF_TURN -> new ItemContent.EndOfTurn();
            case ItemTypes.HIDDEN_CONTEXT -> new ItemContent.HiddenContext(in.json("content"));
            case ItemTypes.SDK_HIDDEN_CONTEXT -> new ItemContent.SdkHiddenContext(in.anyText("content"));
            default -> new ItemContent.Unknown(type, in.allWithout(ThreadItem.ENVELOPE));
        };
    }

    private static ItemContent userMessage(JsonObjectReader in) {
        return new ItemContent.UserMessage(
                in.requiredList("content", UserContentJson::read),
                in.listOrNone("attachments", AttachmentJson::read),
                in.text("quoted_text"),
                UserContentJson.options(in.fields("inference_options")));
    }

    private static ItemContent toolCall(JsonObjectReader in) {
        return new ItemContent.ClientToolCall(
                EnumNames.read(in, "status", ToolCallStatus.PENDING),
                in.anyText("call_id"),
                in.anyText("name"),
                in.requiredJsonObject("arguments"),
                in.json("output"));
    }

    private static ItemContent imageItem(@Nullable JsonObjectReader image) {
        return new ItemContent.GeneratedImageItem(image == null ? null : image(image));
    }

    static GeneratedImage image(JsonObjectReader in) {
        return new GeneratedImage(in.anyText("id"), in.anyText("url"));
    }
}
