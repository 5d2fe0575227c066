package ee.chatkit.protocol.json;

import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.item.GeneratedImage;
import ee.chatkit.protocol.item.ItemContent;
import ee.chatkit.protocol.item.ItemContent.ClientToolCall;
import ee.chatkit.protocol.item.ItemContent.UserMessage;

/** Writes what an item holds beside its envelope. */
final class ItemContentWriter {
    private ItemContentWriter() {}

    static String write(ItemContent content) {
        return switch (content) {
            case UserMessage message -> userMessage(message);
            case ItemContent.AssistantMessage message ->
                new JsonObjectWriter()
                        .list("content", message.content(), SourceJson::write)
                        .end();
            case ClientToolCall call -> toolCall(call);
            case ItemContent.Widget(RawJson widget, String copyText) ->
                new JsonObjectWriter()
                        .json("widget", widget)
                        .text("copy_text", copyText)
                        .end();
            case ItemContent.GeneratedImageItem(GeneratedImage image) ->
                new JsonObjectWriter()
                        .optional("image", image, ItemContentWriter::image)
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

    static String image(GeneratedImage image) {
        return new JsonObjectWriter()
                .text("id", image.id())
                .text("url", image.url())
                .end();
    }

    private static String userMessage(UserMessage message) {
        return new JsonObjectWriter()
                .list("content", message.content(), UserContentJson::write)
                .list("attachments", message.attachments(), AttachmentJson::write)
                .text("quoted_text", message.quotedText())
                .raw("inference_options", UserContentJson.write(message.inferenceOptions()))
                .end();
    }

    private static String toolCall(ClientToolCall call) {
        return new JsonObjectWriter()
                .enumName("status", call.status())
                .text("call_id", call.callId())
                .text("name", call.name())
                .json("arguments", call.arguments())
                .json("output", call.output())
                .end();
    }
}
