package ee.chatkit.protocol.json;

import ee.chatkit.model.Cursor;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.item.StructuredInput.Answer;
import ee.chatkit.protocol.request.Action;
import ee.chatkit.protocol.request.ChatKitRequest;
import ee.chatkit.protocol.request.ChatKitRequestBody;
import ee.chatkit.protocol.request.ImmediateRequest;
import ee.chatkit.protocol.request.StreamingRequest;
import ee.chatkit.protocol.request.StructuredInputAnswers;
import ee.chatkit.protocol.request.UserMessageInput;
import org.jspecify.annotations.Nullable;

/** Writes requests, as a client does. Default values are omitted where the protocol allows it. */
final class RequestWriter {
    private RequestWriter() {}

    static String write(ChatKitRequestBody call) {
        JsonObjectWriter out = write(call.request());
        RawJson metadata = call.metadata();
        return out.json("metadata", metadata.equals(RawJson.EMPTY_OBJECT) ? null : metadata)
                .end();
    }

    private static JsonObjectWriter write(ChatKitRequest request) {
        return switch (request) {
            case StreamingRequest streaming -> write(streaming);
            case ImmediateRequest immediate -> write(immediate);
        };
    }

    private static JsonObjectWriter write(StreamingRequest request) {
        return switch (request) {
            case StreamingRequest.ThreadsCreate(UserMessageInput input) ->
                request("threads.create", new JsonObjectWriter().raw("input", input(input)));
            case StreamingRequest.ThreadsAddUserMessage(String threadId, UserMessageInput input) ->
                request("threads.add_user_message", thread(threadId).raw("input", input(input)));
            case StreamingRequest.ThreadsAddClientToolOutput(String threadId, RawJson result) ->
                request("threads.add_client_tool_output", thread(threadId).json("result", result));
            case StreamingRequest.ThreadsAddStructuredInput(
                    String threadId,
                    String itemId,
                    StructuredInputAnswers answers) ->
                request(
                        "threads.add_structured_input",
                        thread(threadId).text("item_id", itemId).raw("input", answers(answers)));
            case StreamingRequest.ThreadsRetryAfterItem(String threadId, String itemId) ->
                request("threads.retry_after_item", thread(threadId).text("item_id", itemId));
            case StreamingRequest.ThreadsCustomAction(String threadId, String itemId, Action action) ->
                request("threads.custom_action", action(threadId, itemId, action));
        };
    }

    private static JsonObjectWriter write(ImmediateRequest request) {
        return switch (request) {
            case ImmediateRequest.ThreadsSyncCustomAction(String threadId, String itemId, Action action) ->
                request("threads.sync_custom_action", action(threadId, itemId, action));
            case ImmediateRequest.ThreadsGetById(String threadId) -> request("threads.get_by_id", thread(threadId));
            case ImmediateRequest.ThreadsList(PageRequest page) ->
                request("threads.list", page(new JsonObjectWriter(), page));
            case ImmediateRequest.ItemsList(String threadId, PageRequest page) ->
                request("items.list", page(thread(threadId), page));
            case ImmediateRequest.ItemsFeedback feedback ->
                request(
                        "items.feedback",
                        thread(feedback.threadId())
                                .texts("item_ids", feedback.itemIds())
                                .enumName("kind", feedback.kind()));
            case ImmediateRequest.AttachmentsCreate(String name, long size, String mimeType) ->
                request(
                        "attachments.create",
                        new JsonObjectWriter()
                                .text("name", name)
                                .number("size", size)
                                .text("mime_type", mimeType));
            case ImmediateRequest.AttachmentsDelete(String attachmentId) ->
                request("attachments.delete", new JsonObjectWriter().text("attachment_id", attachmentId));
            case ImmediateRequest.ThreadsUpdate(String threadId, String title) ->
                request("threads.update", thread(threadId).text("title", title));
            case ImmediateRequest.ThreadsDelete(String threadId) -> request("threads.delete", thread(threadId));
            case ImmediateRequest.InputTranscribe(String audio, String mimeType) ->
                request(
                        "input.transcribe",
                        new JsonObjectWriter().text("audio_base64", audio).text("mime_type", mimeType));
        };
    }

    private static JsonObjectWriter request(String type, JsonObjectWriter params) {
        return new JsonObjectWriter().text("type", type).raw("params", params.end());
    }

    private static JsonObjectWriter thread(String threadId) {
        return new JsonObjectWriter().text("thread_id", threadId);
    }

    private static JsonObjectWriter action(String threadId, @Nullable String itemId, Action action) {
        String written = new JsonObjectWriter()
                .text("type", action.type())
                .json("payload", action.payload())
                .end();
        return thread(threadId).text("item_id", itemId).raw("action", written);
    }

    private static String input(UserMessageInput input) {
        return new JsonObjectWriter()
                .list("content", input.content(), UserContentJson::write)
                .texts("attachments", input.attachments())
                .text("quoted_text", input.quotedText())
                .raw("inference_options", UserContentJson.write(input.inferenceOptions()))
                .end();
    }

    private static String answers(StructuredInputAnswers input) {
        var answers = new JsonObjectWriter();
        input.answers().forEach((question, answer) -> answers.rawEscapingName(question, answer(answer)));
        return new JsonObjectWriter()
                .text("status", input.skipped() ? "skipped" : "answered")
                .raw("answers", answers.end())
                .end();
    }

    private static String answer(Answer answer) {
        var out = new JsonObjectWriter().texts("values", answer.values());
        return answer.skipped() ? out.flag("skipped", true).end() : out.end();
    }

    private static JsonObjectWriter page(JsonObjectWriter out, PageRequest page) {
        Cursor after = page.after();
        out.number("limit", page.limit() == PageRequest.DEFAULT_LIMIT ? null : page.limit())
                .text("order", page.order() == SortOrder.DESC ? null : EnumNames.wireName(page.order()));
        if (after == null) {
            return out;
        }
        Long position = after.position();
        return out.text("after", position == null ? after.id() : Cursor.format(after.id(), position));
    }
}
