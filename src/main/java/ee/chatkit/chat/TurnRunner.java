package ee.chatkit.chat;

import ee.chatkit.model.ChatThread;
import ee.chatkit.protocol.event.ThreadStreamEvent;
import ee.chatkit.protocol.event.ThreadStreamEvent.Failure;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Makes streams of requests that were checked. */
final class TurnRunner {
    private static final System.Logger LOG = System.getLogger(TurnRunner.class.getName());

    private final ChatServices chatServices;
    private final ThreadAccess threadAccess;

    TurnRunner(ChatServices chatServices, ThreadAccess threadAccess) {
        this.chatServices = chatServices;
        this.threadAccess = threadAccess;
    }

    /** A turn that is nothing but this event. */
    PreparedStream only(ThreadStreamEvent event) {
        return new PreparedStream(() -> (out, cancellation) -> send(event, out));
    }

    /** The first turn of a thread. */
    PreparedStream begin(RequestContext requestContext, Supplier<PreparedTurn> step) {
        return new PreparedStream(() -> turn(requestContext, step.get()));
    }

    /**
     * A further turn of a thread. Whether the thread takes it is asked right before its input is stored. Somebody may
     * lock the thread in the very moment between; then the lock counts from the next turn on.
     */
    PreparedStream goOn(RequestContext requestContext, String threadId, PreparedTurn.TurnInput turnInput) {
        return new PreparedStream(() -> {
            ChatThread now = threadAccess.reload(requestContext.caller(), threadId);
            Optional<String> refusal = ThreadAccess.rejectionMessage(now);
            return refusal.isPresent()
                    ? (out, cancellation) -> send(Failure.custom(refusal.get(), false), out)
                    : turn(requestContext, turnInput.begin(now));
        });
    }

    private PreparedStream.Work turn(RequestContext requestContext, PreparedTurn preparedTurn) {
        return (out, cancellation) -> run(requestContext, preparedTurn, out, cancellation);
    }

    private void run(
            RequestContext requestContext,
            PreparedTurn preparedTurn,
            Consumer<ThreadStreamEvent> out,
            Cancellation cancellation) {
        StoreThreadContext conversation =
                threadAccess.conversation(requestContext.caller(), preparedTurn.thread(), new TurnInterrupter());
        var recorder = new EventRecorder(conversation, preparedTurn.thread(), out, cancellation);
        new RunningTurn(chatServices.responder(), preparedTurn, recorder, cancellation, conversation)
                .run(() ->
                        threadAccess.turn(conversation, preparedTurn.thread(), preparedTurn.message(), requestContext));
    }

    private static void send(ThreadStreamEvent event, Consumer<ThreadStreamEvent> out) {
        try {
            out.accept(event);
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "a client is gone: {0}", e.getClass().getName());
        }
    }
}
