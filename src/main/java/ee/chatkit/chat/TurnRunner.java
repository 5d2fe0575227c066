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

    private final Services services;
    private final Threads threads;

    TurnRunner(Services services, Threads threads) {
        this.services = services;
        this.threads = threads;
    }

    /** A turn that is nothing but this event. */
    Streaming only(ThreadStreamEvent event) {
        return new Streaming(() -> (out, cancellation) -> send(event, out));
    }

    /** The first turn of a thread. */
    Streaming begin(Access access, Supplier<Start> step) {
        return new Streaming(() -> turn(access, step.get()));
    }

    /**
     * A further turn of a thread. Whether the thread takes it is asked right before its input is stored. Somebody may
     * lock the thread in the very moment between; then the lock counts from the next turn on.
     */
    Streaming goOn(Access access, String threadId, Start.Step step) {
        return new Streaming(() -> {
            ChatThread now = threads.reload(access.caller(), threadId);
            Optional<String> refusal = Threads.refusal(now);
            return refusal.isPresent()
                    ? (out, cancellation) -> send(Failure.custom(refusal.get(), false), out)
                    : turn(access, step.begin(now));
        });
    }

    private Streaming.Work turn(Access access, Start start) {
        return (out, cancellation) -> run(access, start, out, cancellation);
    }

    private void run(Access access, Start start, Consumer<ThreadStreamEvent> out, Cancellation cancellation) {
        StoredThread conversation = threads.conversation(access.caller(), start.told(), new Waking());
        var recorder = new EventRecorder(conversation, start.told(), out, cancellation);
        new RunningTurn(services.responder(), start, recorder, cancellation, conversation)
                .run(() -> threads.turn(conversation, start.told(), start.message(), access));
    }

    private static void send(ThreadStreamEvent event, Consumer<ThreadStreamEvent> out) {
        try {
            out.accept(event);
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "a client is gone: {0}", e.getClass().getName());
        }
    }
}
