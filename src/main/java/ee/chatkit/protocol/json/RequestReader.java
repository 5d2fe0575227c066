package ee.chatkit.protocol.json;

import ee.chatkit.model.FeedbackKind;
import ee.chatkit.protocol.item.StructuredInput.Answer;
import ee.chatkit.protocol.request.Action;
import ee.chatkit.protocol.request.ChatKitRequest;
import ee.chatkit.protocol.request.ChatKitRequestBody;
import ee.chatkit.protocol.request.ImmediateRequest;
import ee.chatkit.protocol.request.StreamingRequest;
import ee.chatkit.protocol.request.StructuredInputAnswers;
import ee.chatkit.protocol.request.UserMessageInput;
import java.util.Base64;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/** Reads requests of the ChatKit protocol. Unknown members are ignored, as the protocol evolves by adding members. */
public final class RequestReader {
    private static final String PARAMS = "params";
    private static final String THREAD_ID = "thread_id";
    private static final String ITEM_ID = "item_id";

    private RequestReader() {}

    /** Whether the questions were answered or all skipped. */
    private enum Submission {
        ANSWERED,
        SKIPPED
    }

    /**
     * Reads a request.
     *
     * @param body the request body
     * @return the request
     * @throws InvalidInputException if the body is invalid; the message names the member, unless the body is not a JSON
     *     object
     */
    public static ChatKitRequestBody read(byte[] body) {
        JsonObjectReader in = JsonObjectReader.of(JsonIo.parseObject(body));
        String type = in.nonBlankText("type");
        ChatKitRequest request = request(type, in);
        return new ChatKitRequestBody(request, in.rawMemberOrEmpty("metadata"));
    }

    private static ChatKitRequest request(String type, JsonObjectReader in) {
        return switch (type) {
            case "threads.create" -> new StreamingRequest.ThreadsCreate(input(params(in)));
            case "threads.add_user_message" ->
                new StreamingRequest.ThreadsAddUserMessage(threadId(in), input(params(in)));
            case "threads.add_client_tool_output" -> toolOutput(params(in));
            case "threads.add_structured_input" ->
                new StreamingRequest.ThreadsAddStructuredInput(
                        threadId(in), itemId(in), answers(params(in).requiredReader("input")));
            case "threads.retry_after_item" -> new StreamingRequest.ThreadsRetryAfterItem(threadId(in), itemId(in));
            case "threads.custom_action" ->
                new StreamingRequest.ThreadsCustomAction(threadId(in), sender(in), action(in));
            case "threads.sync_custom_action" ->
                new ImmediateRequest.ThreadsSyncCustomAction(threadId(in), sender(in), action(in));
            case "threads.get_by_id" -> new ImmediateRequest.ThreadsGetById(threadId(in));
            case "threads.list" -> new ImmediateRequest.ThreadsList(PageRequestReader.read(params(in)));
            case "items.list" -> new ImmediateRequest.ItemsList(threadId(in), PageRequestReader.read(params(in)));
            case "items.feedback" ->
                new ImmediateRequest.ItemsFeedback(
                        threadId(in),
                        params(in).requiredReferences("item_ids"),
                        params(in).requiredEnum("kind", FeedbackKind.class));
            case "attachments.create" -> AttachmentJson.readAnnouncement(params(in));
            case "attachments.delete" ->
                new ImmediateRequest.AttachmentsDelete(params(in).requiredReference("attachment_id"));
            case "threads.update" ->
                new ImmediateRequest.ThreadsUpdate(threadId(in), params(in).nonBlankText("title"));
            case "threads.delete" -> new ImmediateRequest.ThreadsDelete(threadId(in));
            case "input.transcribe" -> transcribe(params(in));
            default -> throw in.invalid("type", "is not a request of the ChatKit protocol");
        };
    }

    private static JsonObjectReader params(JsonObjectReader in) {
        return in.requiredReader(PARAMS);
    }

    private static String threadId(JsonObjectReader in) {
        return params(in).requiredReference(THREAD_ID);
    }

    private static String itemId(JsonObjectReader in) {
        return params(in).requiredReference(ITEM_ID);
    }

    private static @Nullable String sender(JsonObjectReader in) {
        return params(in).reference(ITEM_ID);
    }

    private static UserMessageInput input(JsonObjectReader params) {
        JsonObjectReader input = params.requiredReader("input");
        return new UserMessageInput(
                input.requiredList("content", UserContentJson::readInput),
                input.requiredReferences("attachments"),
                input.text("quoted_text"),
                UserContentJson.options(input.requiredReader("inference_options")));
    }

    private static StreamingRequest toolOutput(JsonObjectReader params) {
        String threadId = params.requiredReference(THREAD_ID);
        if (!params.has("result")) {
            throw params.invalid("result", "is required; it may be null");
        }
        return new StreamingRequest.ThreadsAddClientToolOutput(threadId, params.rawMember("result"));
    }

    private static StructuredInputAnswers answers(JsonObjectReader input) {
        Submission status = input.enumOrDefault("status", Submission.ANSWERED);
        var answers = new LinkedHashMap<String, Answer>();
        JsonObjectReader given = input.reader("answers");
        if (given != null) {
            for (String question : given.names()) {
                answers.put(question, StructuredInputJson.readAnswer(given.requiredReader(question)));
            }
        }
        return new StructuredInputAnswers(status == Submission.SKIPPED, answers);
    }

    private static Action action(JsonObjectReader in) {
        JsonObjectReader action = params(in).requiredReader("action");
        return new Action(action.nonBlankText("type"), action.rawMember("payload"));
    }

    private static ImmediateRequest transcribe(JsonObjectReader params) {
        String audio = params.requiredText("audio_base64");
        try {
            Base64.getDecoder().decode(audio);
        } catch (IllegalArgumentException e) {
            throw params.invalid("audio_base64", "must be Base64");
        }
        return new ImmediateRequest.InputTranscribe(audio, params.nonBlankText("mime_type"));
    }
}
