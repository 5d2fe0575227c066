package ee.chatkit.responder.model;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ToolChoice;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.event.ThreadStreamEvent.ItemDone;
import ee.chatkit.protocol.item.InferenceOptions;
import ee.chatkit.protocol.item.ItemContent.ClientToolCall;
import ee.chatkit.responder.AssistantText;
import ee.chatkit.responder.EventSink;
import ee.chatkit.responder.Responder;
import ee.chatkit.responder.ResponderException;
import ee.chatkit.responder.Turn;
import ee.chatkit.responder.TurnCancelledException;
import ee.chatkit.telemetry.Telemetry;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.UUID;

/**
 * Answers with a language model, which reads the newest part of the thread, and the thread's opportunity as the
 * database has it.
 *
 * <p><b>Selection.</b> A user may select a model that the options name, or the configured model by its name. A user may
 * select a tool that the model has in its default request parameters; such tools are executed by the client. The
 * selection of any other tool is ignored, because a model can only use tools that were described to it.
 *
 * <p><b>Failure.</b> The text that a model sent before it failed is stored as a complete message; a retry deletes it. A
 * model that completes without any text or tool call has failed.
 *
 * <p><b>Disconnected client.</b> The call of the model is ended at once, as {@link ModelCall} describes.
 */
public final class ModelResponder implements Responder {
    private static final System.Logger LOG = System.getLogger(ModelResponder.class.getName());

    private final StreamingChatModel model;
    private final ModelOptions options;
    private final History history;
    private final Telemetry telemetry;

    /** Without telemetry. */
    public ModelResponder(StreamingChatModel model, ModelOptions options, AttachmentReader attachments) {
        this(model, options, attachments, Telemetry.off());
    }

    /**
     * Creates a responder.
     *
     * @param attachments reads attachments of the prompt
     * @param telemetry records the calls of the model
     */
    public ModelResponder(
            StreamingChatModel model, ModelOptions options, AttachmentReader attachments, Telemetry telemetry) {
        this.telemetry = telemetry;
        this.model = model;
        this.options = options;
        this.history = new History(options, attachments);
    }

    @Override
    public void respond(Turn turn, EventSink sink) throws InterruptedException {
        ChatRequest request = request(turn);
        var answer = new AssistantText(turn, sink);
        String thread = turn.thread().id();
        var measured = ModelTelemetry.begin(telemetry, model, request, thread);
        try (var call = ModelCall.start(model, request, options.timeouts(), measured)) {
            sink.onCancel(call::cancel);
            complete(readAnswer(call, answer, turn), answer, turn, sink);
        } catch (TimeoutException e) {
            throw failed(turn, e, answer);
        }
    }

    private ChatRequest request(Turn turn) {
        InferenceOptions selected = turn.inferenceOptions();
        var request = ChatRequest.builder();
        String name = selected.model();
        if (name != null) {
            if (!options.selectableModels().contains(name)
                    && !name.equals(model.defaultRequestParameters().modelName())) {
                throw ProviderError.MODEL_NOT_OFFERED.exception();
            }
            request.modelName(name);
        }
        String tool = selected.toolChoice();
        if (tool != null) {
            findTool(tool).ifPresent(found -> request.toolSpecifications(found).toolChoice(ToolChoice.REQUIRED));
        }
        return request.messages(history.messages(turn)).build();
    }

    private Optional<ToolSpecification> findTool(String tool) {
        return model.defaultRequestParameters().toolSpecifications().stream()
                .filter(specification -> specification.name().equals(tool))
                .findFirst();
    }

    private static ChatResponse readAnswer(ModelCall call, AssistantText answer, Turn turn)
            throws InterruptedException {
        while (true) {
            switch (call.next()) {
                case ModelCall.Signal.Text(String text) -> answer.append(text);
                case ModelCall.Signal.Progress() -> {}
                case ModelCall.Signal.Complete(ChatResponse response) -> {
                    return response;
                }
                case ModelCall.Signal.Failed(Throwable cause) -> throw failed(turn, cause, answer);
                case ModelCall.Signal.Cancelled() -> throw new TurnCancelledException();
            }
        }
    }

    private static void complete(ChatResponse response, AssistantText answer, Turn turn, EventSink sink) {
        String text = response.aiMessage().text();
        if (answer.isEmpty() && text != null) { // the model does not stream
            answer.append(text);
        }
        boolean answered = answer.finish().isPresent();
        var calls = response.aiMessage().toolExecutionRequests();
        if (!calls.isEmpty()) { // one at a time: a client returns the output of the last call only
            sink.send(new ItemDone(turn.context().newItem(toolCall(calls.getFirst()))));
        } else if (!answered) {
            throw response.finishReason() == FinishReason.CONTENT_FILTER
                    ? ProviderError.CONTENT_FILTERED.exception()
                    : ProviderError.EMPTY_ANSWER.exception();
        }
    }

    private static ClientToolCall toolCall(ToolExecutionRequest call) {
        String id = call.id() == null || call.id().isBlank() ? "call_" + UUID.randomUUID() : call.id();
        String arguments = call.arguments() == null || call.arguments().isBlank() ? "{}" : call.arguments();
        try {
            return ClientToolCall.pending(id, call.name(), new RawJson(arguments));
        } catch (IllegalArgumentException e) {
            throw ProviderError.UNREADABLE_ANSWER.exception();
        }
    }

    private static ResponderException failed(Turn turn, Throwable failure, AssistantText answer) {
        LOG.log(Level.WARNING, "Model failed in thread {0}: {1}", turn.thread().id(), ProviderError.describe(failure));
        answer.finish();
        return ProviderError.exception(failure);
    }
}
