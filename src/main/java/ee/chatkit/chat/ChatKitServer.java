package ee.chatkit.chat;

import ee.chatkit.model.ChatThread;
import ee.chatkit.protocol.Json;
import ee.chatkit.protocol.event.ThreadStreamEvent.Failure;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.item.ItemContent.Widget;
import ee.chatkit.protocol.request.ImmediateRequest;
import ee.chatkit.protocol.request.StreamingRequest;
import ee.chatkit.protocol.request.StreamingRequest.ThreadsCustomAction;

/**
 * The ChatKit protocol without its transport. What is not the caller's or not in scope is not
 * found. Safe for use by many threads; nothing is serialised between turns of one thread.
 */
public final class ChatKitServer {
    private final Threads threads;
    private final ImmediateAnswers answers;
    private final UserMessages messages;
    private final Continuations continuations;
    private final TurnRunner runner;

    public ChatKitServer(Services services) {
        threads = new Threads(services);
        answers = new ImmediateAnswers(services, threads);
        messages = new UserMessages(services, threads);
        continuations = new Continuations(services, threads);
        runner = new TurnRunner(services, threads);
    }

    /**
     * Answers a request that needs no stream.
     *
     * @return a JSON document
     * @throws ee.chatkit.store.NotFoundException when something that the request names is not there
     * @throws WrongStateException when the sender of an action is no widget
     * @throws ee.chatkit.responder.ResponderException when the responder refuses, in words for the user
     */
    public String answer(Access access, ImmediateRequest request) {
        return answers.answer(access, request);
    }

    /**
     * Checks everything that a turn needs. Nothing is stored until {@link Streaming#run}.
     *
     * <p>A thread that is locked or closed refuses the turn with one error event, and nothing is stored; so does an action
     * whose sender is no widget.
     *
     * @throws ee.chatkit.store.NotFoundException when something that the request names is not there
     * @throws WrongStateException when it is there, but not what the request needs
     */
    public Streaming prepare(Access access, StreamingRequest request) {
        threads.requireScope(access);
        return switch (request) {
            case StreamingRequest.ThreadsCreate(var input) -> runner.begin(access, messages.create(access, input));
            case StreamingRequest.ThreadsAddUserMessage(String id, var input) ->
                goOn(access, id, thread -> messages.add(access, thread, input));
            case StreamingRequest.ThreadsAddClientToolOutput(String id, Json result) ->
                goOn(access, id, thread -> continuations.toolOutput(access.caller(), thread, result));
            case StreamingRequest.ThreadsAddStructuredInput(String id, String item, var input) ->
                goOn(access, id, thread -> continuations.structuredInput(access.caller(), thread, item, input));
            case StreamingRequest.ThreadsRetryAfterItem(String id, String item) ->
                goOn(access, id, thread -> continuations.retry(access.caller(), thread, item));
            case ThreadsCustomAction action -> action(access, action);
        };
    }

    @FunctionalInterface
    private interface Continuation {
        Start.Step on(ChatThread thread);
    }

    private Streaming goOn(Access access, String threadId, Continuation continuation) {
        ChatThread thread = threads.load(access, threadId);
        Start.Step step = continuation.on(thread);
        return runner.goOn(access, threadId, step);
    }

    private Streaming action(Access access, ThreadsCustomAction request) {
        ChatThread thread = threads.load(access, request.threadId());
        Item sender = threads.sender(access.caller(), thread, request.itemId());
        if (sender != null && !(sender.content() instanceof Widget)) {
            return runner.only(Failure.stream(false));
        }
        Start.Answering answering = (responder, turn, sink) -> responder.action(turn, request.action(), sender, sink);
        return runner.goOn(access, thread.id(), now -> Start.of(now, answering));
    }
}
