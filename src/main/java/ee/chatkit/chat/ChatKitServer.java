package ee.chatkit.chat;

import ee.chatkit.model.ChatThread;
import ee.chatkit.protocol.RawJson;
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
    private final ThreadAccess threadAccess;
    private final DocumentRequestHandler documents;
    private final UserMessageHandler userMessages;
    private final ContinuationHandler continuations;
    private final TurnRunner runner;

    public ChatKitServer(ChatServices chatServices) {
        threadAccess = new ThreadAccess(chatServices);
        documents = new DocumentRequestHandler(chatServices, threadAccess);
        userMessages = new UserMessageHandler(chatServices, threadAccess);
        continuations = new ContinuationHandler(chatServices, threadAccess);
        runner = new TurnRunner(chatServices, threadAccess);
    }

    /**
     * Answers a request that needs no stream.
     *
     * @return a JSON document
     * @throws ee.chatkit.store.NotFoundException when something that the request names is not there
     * @throws WrongStateException when the sender of an action is no widget
     * @throws ee.chatkit.responder.ResponderException when the responder refuses, in words for the user
     */
    public String answer(RequestContext requestContext, ImmediateRequest request) {
        return documents.answer(requestContext, request);
    }

    /**
     * Checks everything that a turn needs. Nothing is stored until {@link PreparedStream#run}.
     *
     * <p>A thread that is locked or closed refuses the turn with one error event, and nothing is stored; so does an action
     * whose sender is no widget.
     *
     * @throws ee.chatkit.store.NotFoundException when something that the request names is not there
     * @throws WrongStateException when it is there, but not what the request needs
     */
    public PreparedStream prepare(RequestContext requestContext, StreamingRequest request) {
        threadAccess.requireScope(requestContext);
        return switch (request) {
            case StreamingRequest.ThreadsCreate(var input) ->
                runner.begin(requestContext, userMessages.create(requestContext, input));
            case StreamingRequest.ThreadsAddUserMessage(String id, var input) ->
                furtherTurn(requestContext, id, thread -> userMessages.add(requestContext, thread, input));
            case StreamingRequest.ThreadsAddClientToolOutput(String id, RawJson result) ->
                furtherTurn(
                        requestContext,
                        id,
                        thread -> continuations.toolOutput(requestContext.caller(), thread, result));
            case StreamingRequest.ThreadsAddStructuredInput(String id, String item, var input) ->
                furtherTurn(
                        requestContext,
                        id,
                        thread -> continuations.structuredInput(requestContext.caller(), thread, item, input));
            case StreamingRequest.ThreadsRetryAfterItem(String id, String item) ->
                furtherTurn(requestContext, id, thread -> continuations.retry(requestContext.caller(), thread, item));
            case ThreadsCustomAction action -> action(requestContext, action);
        };
    }

    @FunctionalInterface
    private interface Continuation {
        PreparedTurn.TurnInput on(ChatThread thread);
    }

    private PreparedStream furtherTurn(RequestContext requestContext, String threadId, Continuation continuation) {
        ChatThread thread = threadAccess.load(requestContext, threadId);
        PreparedTurn.TurnInput turnInput = continuation.on(thread);
        return runner.goOn(requestContext, threadId, turnInput);
    }

    private PreparedStream action(RequestContext requestContext, ThreadsCustomAction request) {
        ChatThread thread = threadAccess.load(requestContext, request.threadId());
        Item sender = threadAccess.sender(requestContext.caller(), thread, request.itemId());
        if (sender != null && !(sender.content() instanceof Widget)) {
            return runner.only(Failure.streamError(false));
        }
        PreparedTurn.ResponderCall responderCall =
                (responder, turn, sink) -> responder.action(turn, request.action(), sender, sink);
        return runner.goOn(requestContext, thread.id(), now -> PreparedTurn.forAction(now, responderCall));
    }
}
