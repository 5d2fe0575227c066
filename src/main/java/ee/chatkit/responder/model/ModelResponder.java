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
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.UUID;

/**
 * Answers by a language model, which reads the newest part of the thread and what the database knows of the thread's
 * opportunity.
 *
 * <p><b>Choice.</b> A user may choose a model that the options name, or the model's own name. A user may choose a tool
 * that the model knows by itself, as one of its default request parameters; such tools are run by the client. Any other
 * choice of a tool is ignored: a model can only be made to use what was described to it.
 *
 * <p><b>Failure.</b> What the model said before it failed stays, as a complete message; a retry takes it away. A model that
 * says nothing has failed.
 *
 * <p><b>Client gone.</b> The model's call is ended at once. A model that is an application's own can perhaps be ended only
 * once it has said something; the turn does not wait for that.
 */
public final class ModelResponder implements Responder {
    private static final System.Logger LOG = System.getLogger(ModelResponder.class.getName());

    private final StreamingChatModel model;
    private final ModelOptions options;
    private final History history;

    public ModelResponder(StreamingChatModel model, ModelOptions options, AttachmentReader attachments) {
        this.model = model;
        this.options = options;
        this.history = new History(options, attachments);
    }

    @Override
    public void respond(Turn turn, EventSink sink) throws InterruptedException {
        ChatRequest request = request(turn);
        var answer = new AssistantText(turn, sink);
        try (var call = ModelCall.start(model, request, options.timeouts())) {
            sink.onCancel(call::cancel);
            complete(readAnswer(call, answer), answer, turn, sink);
        } catch (ModelFailure e) {
            throw failed(turn, e.failure, answer);
        } catch (TimeoutException e) {
            throw failed(turn, e, answer);
        }
    }

    private ChatRequest request(Turn turn) {
        InferenceOptions chosen = turn.inferenceOptions();
        var request = ChatRequest.builder();
        String name = chosen.model();
        if (name != null) {
            if (!options.selectableModels().contains(name)
                    && !name.equals(model.defaultRequestParameters().modelName())) {
                throw ProviderErrors.notOffered();
            }
            request.modelName(name);
        }
        String tool = chosen.toolChoice();
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

    private static ChatResponse readAnswer(ModelCall call, AssistantText answer) throws InterruptedException {
        while (true) {
            switch (call.next()) {
                case ModelCall.Signal.Text(String text) -> answer.append(text);
                case ModelCall.Signal.Progress() -> {}
                case ModelCall.Signal.Complete(ChatResponse response) -> {
                    return response;
                }
                case ModelCall.Signal.Failed(Throwable cause) -> throw new ModelFailure(cause);
                case ModelCall.Signal.Cancelled() -> throw new TurnCancelledException();
            }
        }
    }

    private static void complete(ChatResponse response, AssistantText answer, Turn turn, EventSink sink) {
        String whole = response.aiMessage().text();
        if (answer.isEmpty() && whole != null) { // a model that does not stream
            answer.append(whole);
        }
        boolean said = answer.finish().isPresent();
        var calls = response.aiMessage().toolExecutionRequests();
        if (!calls.isEmpty()) { // one at a time: a client gives the output of the last call only
            sink.send(new ItemDone(turn.context().newItem(toolCall(calls.getFirst()))));
        } else if (!said) {
            throw response.finishReason() == FinishReason.CONTENT_FILTER
                    ? ProviderErrors.filtered()
                    : ProviderErrors.empty();
        }
    }

    private static ClientToolCall toolCall(ToolExecutionRequest call) {
        String id = call.id() == null || call.id().isBlank() ? "call_" + UUID.randomUUID() : call.id();
        String arguments = call.arguments() == null || call.arguments().isBlank() ? "{}" : call.arguments();
        try {
            return ClientToolCall.pending(id, call.name(), new RawJson(arguments));
        } catch (IllegalArgumentException e) {
            throw ProviderErrors.unreadable();
        }
    }

    private static ResponderException failed(Turn turn, Throwable failure, AssistantText answer) {
        LOG.log(
                Level.WARNING,
                "the model failed in thread {0}: {1}",
                turn.thread().id(),
                ProviderErrors.describe(failure));
        answer.finish();
        return ProviderErrors.of(failure);
    }

    /** Tells what the model threw from what the sink throws. */
    private static final class ModelFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Throwable failure;

        ModelFailure(Throwable failure) {
            super(failure);
            this.failure = failure;
        }
    }
}
