package ee.chatkit.chat;

import ee.chatkit.chat.PreparedStream.BegunTurn;
import ee.chatkit.journal.NodeTurns;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Ids;
import ee.chatkit.model.ThreadStatus;
import ee.chatkit.protocol.event.RecordedTurn;
import ee.chatkit.protocol.event.ThreadStreamEvent;
import ee.chatkit.protocol.event.ThreadStreamEvent.Failure;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.item.ItemContent.Widget;
import ee.chatkit.protocol.request.ImmediateRequest;
import ee.chatkit.protocol.request.StreamingRequest;
import ee.chatkit.protocol.request.StreamingRequest.ThreadsCustomAction;
import ee.chatkit.protocol.request.UserMessageInput;
import ee.chatkit.store.ResourceType;
import ee.chatkit.store.ThreadNotActiveException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The ChatKit protocol without its transport.
 *
 * <p>A turn passes through three stages. {@link #prepare} validates the request and stores nothing. {@link
 * PreparedStream#begin} stores the input, such as the user's message. {@link PreparedStream#run} calls the responder
 * and sends the events, each after its effect is stored. Until {@code begin} has returned, a failure is an exception,
 * which a transport can report by a status; from then on it is an event.
 *
 * <p>Threads and items that belong to another caller, or to another opportunity than the request's, are not found.
 *
 * <p>Instances are safe for use by multiple threads. Concurrent turns of one thread are not serialized: their items are
 * stored in the order in which they are completed.
 */
public final class ChatKitServer {
    private final ChatServices services;
    private final Ids ids;
    private final ThreadAccess threads;
    private final DocumentRequestHandler documents;
    private final DocumentRequestHandler displayedDocuments;
    private final UserMessageHandler userMessages;
    private final ContinuationHandler continuations;
    private final RecordedTurns recordedTurns;

    public ChatKitServer(ChatServices services) {
        this.services = services;
        this.ids = new Ids(services.clock());
        this.threads = new ThreadAccess(services);
        this.documents = new DocumentRequestHandler(services);
        this.displayedDocuments = new DocumentRequestHandler(services.forDisplay());
        this.userMessages = new UserMessageHandler(services, threads);
        this.continuations = new ContinuationHandler(services.store(), threads);
        this.recordedTurns = new RecordedTurns(services, threads);
    }

    /**
     * Answers a request that needs no stream. Blocks for the store, and for the responder where one is called.
     *
     * @return a JSON document
     * @throws ee.chatkit.store.NotFoundException if the request names something that does not exist
     * @throws WrongStateException if the sender of an action is not a widget
     * @throws ee.chatkit.responder.ResponderException if the responder rejects the request with a message for the user
     */
    public String answer(RequestContext context, ImmediateRequest request) {
        return (DocumentRequestHandler.isDisplay(request) ? displayedDocuments : documents).answer(context, request);
    }

    /**
     * Validates a turn. Nothing is stored until {@link PreparedStream#begin}.
     *
     * <p>On a locked or closed thread the stream consists of one error event, and nothing is stored. The same applies
     * to an action whose sender is not a widget.
     *
     * @throws ee.chatkit.store.NotFoundException if the request names something that does not exist
     * @throws WrongStateException if it exists, but not in the state that the request needs
     */
    public PreparedStream prepare(RequestContext context, StreamingRequest request) {
        threads.requireOpportunity(context);
        return switch (request) {
            case StreamingRequest.ThreadsCreate(var input) -> {
                Supplier<PreparedTurn> first = userMessages.create(context, input);
                yield new PreparedStream(
                        services.turns(), recording -> turn(context, ids.next(Ids.TURN), first.get(), recording));
            }
            case StreamingRequest.ThreadsAddUserMessage(String id, var input) -> furtherMessage(context, id, input);
            case StreamingRequest.ThreadsAddClientToolOutput(String id, var result) ->
                furtherTurn(context, id, continuations.toolOutput(context, id, result));
            case StreamingRequest.ThreadsAddStructuredInput(String id, String item, var input) ->
                furtherTurn(context, id, continuations.structuredInput(context, id, item, input));
            case StreamingRequest.ThreadsRetryAfterItem(String id, String item) ->
                furtherTurn(context, id, continuations.retry(context, id, item));
            case ThreadsCustomAction action -> action(context, action);
        };
    }

    /**
     * Prepares to send a turn again, from what is stored of it: the thread, if the turn has created it, its items, and its error
     * event, if any. Items that were deleted since are missing.
     *
     * @throws ee.chatkit.store.NotFoundException if the thread was deleted
     */
    public PreparedStream replay(RequestContext context, RecordedTurn turn) {
        return recordedTurns.replay(context, turn);
    }

    /**
     * Returns what an earlier attempt of a request has stored before it was interrupted. Such a turn is not run again: it ends
     * with an error event that offers a retry.
     *
     * @return empty if no earlier attempt has stored its input, so that the turn is to be {@linkplain #prepare prepared}
     */
    public Optional<RecordedTurn> interruptedTurn(RequestContext context, StreamingRequest request) {
        return recordedTurns.interrupted(context, request);
    }

    private PreparedStream action(RequestContext context, ThreadsCustomAction request) {
        ChatThread thread = threads.load(context, request.threadId());
        Item sender = threads.sender(context, thread, request.itemId());
        if (sender != null && !(sender.content() instanceof Widget)) {
            return new PreparedStream(services.turns(), recording -> singleEvent(Failure.streamError(false)));
        }
        return furtherTurn(
                context,
                thread.id(),
                now -> PreparedTurn.forAction(
                        now, (responder, turn, sink) -> responder.action(turn, request.action(), sender, sink)));
    }

    /** A message to an existing thread. Its status is checked by the statement that stores the message. */
    private PreparedStream furtherMessage(RequestContext context, String threadId, UserMessageInput input) {
        ChatThread thread = threads.load(context, threadId);
        Supplier<PreparedTurn> message = userMessages.add(context, thread, input);
        return new PreparedStream(
                services.turns(),
                recording -> alone(context, threadId, turnId -> {
                    services.deferred().storeOf(threadId);
                    PreparedTurn stored;
                    try {
                        stored = message.get();
                    } catch (ThreadNotActiveException e) {
                        return rejected(e.thread());
                    }
                    return turn(context, turnId, stored, recording);
                }));
    }

    /** Stores the input of a turn, unless another one is running in the thread and only one may. */
    private PreparedStream.Body alone(
            RequestContext context, String threadId, Function<String, PreparedStream.Body> input) {
        String turnId = ids.next(Ids.TURN);
        NodeTurns turns = services.turns();
        if (!turns.reserve(context.caller(), turnId, threadId)) {
            throw new WrongStateException(ResourceType.THREAD, threadId, "is being answered");
        }
        boolean begun = false;
        try {
            PreparedStream.Body body = input.apply(turnId);
            begun = body.begun().isPresent();
            return body;
        } finally {
            if (!begun) {
                turns.abandon(turnId);
            }
        }
    }

    /**
     * A turn that continues an existing thread. The status of the thread is read right before the input is stored. A thread that is
     * locked between these two statements still takes this turn; the lock applies from the next turn on.
     */
    private PreparedStream furtherTurn(
            RequestContext context, String threadId, Function<ChatThread, PreparedTurn> input) {
        return new PreparedStream(
                services.turns(),
                recording -> alone(context, threadId, turnId -> {
                    services.deferred().storeOf(threadId);
                    ChatThread now = services.store().loadThread(context.caller(), threadId);
                    if (!(now.status() instanceof ThreadStatus.Active)) {
                        return rejected(now);
                    }
                    recording.listener().beforeInput();
                    return turn(context, turnId, input.apply(now), recording);
                }));
    }

    private PreparedStream.Body turn(
            RequestContext context, String turnId, PreparedTurn turn, TurnRecording recording) {
        recording.begin(turn);
        var begun = new BegunTurn(turnId, context.caller(), turn.thread().id());
        return new PreparedStream.Body() {
            @Override
            public void run(Consumer<ThreadStreamEvent> out, Cancellation cancellation) {
                new RunningTurn(services, threads, context, turn, out, cancellation, recording).run();
            }

            @Override
            public Optional<BegunTurn> begun() {
                return Optional.of(begun);
            }
        };
    }

    private static PreparedStream.Body rejected(ChatThread thread) {
        return singleEvent(Failure.custom(ThreadAccess.rejectionMessage(thread), false));
    }

    private static PreparedStream.Body singleEvent(ThreadStreamEvent event) {
        return (out, cancellation) -> PreparedStream.untilDisconnected(() -> out.accept(event));
    }
}
