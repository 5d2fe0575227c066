package ee.chatkit.chat;

import ee.chatkit.journal.JournalledTurn;
import ee.chatkit.journal.NodeTurns;
import ee.chatkit.journal.TurnEvent;
import ee.chatkit.model.Caller;
import ee.chatkit.protocol.event.ThreadStreamEvent;
import ee.chatkit.protocol.json.EventJson;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A validated turn that has stored nothing yet. It is run once, by one thread. */
public final class PreparedStream implements EventSource {
    private static final System.Logger LOG = System.getLogger(PreparedStream.class.getName());

    private final NodeTurns turns;
    private final Function<TurnRecording, Body> input;
    private final boolean replayed;
    private final Cancellation cancellation = new Cancellation();
    private @Nullable Body body;
    private TurnRecording recording = new TurnRecording(TurnListener.NONE);

    /**
     * @param turns where the turn is journalled, if it is one
     * @param input stores the input of the turn; the body does the rest, and throws nothing
     */
    PreparedStream(NodeTurns turns, Function<TurnRecording, Body> input) {
        this(turns, input, false);
    }

    private PreparedStream(NodeTurns turns, Function<TurnRecording, Body> input, boolean replayed) {
        this.turns = turns;
        this.input = input;
        this.replayed = replayed;
    }

    /** A turn that is sent again and stores nothing. */
    static PreparedStream replay(NodeTurns turns, Consumer<Consumer<ThreadStreamEvent>> events) {
        return new PreparedStream(
                turns, recording -> (out, cancellation) -> untilDisconnected(() -> events.accept(out)), true);
    }

    static void untilDisconnected(Runnable events) {
        try {
            events.run();
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "Client disconnected: {0}", e.getClass().getName());
        }
    }

    @Override
    public boolean isReplay() {
        return replayed;
    }

    @Override
    public Optional<String> turnId() {
        return Optional.ofNullable(body)
                .filter(begun -> turns.isJournalled())
                .flatMap(Body::begun)
                .map(BegunTurn::id);
    }

    /**
     * Sets the listener of the turn, before {@link #begin}.
     *
     * @param listener replaces the one that was set before, if any
     */
    public void setListener(TurnListener listener) {
        recording = new TurnRecording(listener);
    }

    /** A stream from its first event to its last. */
    @FunctionalInterface
    interface Body {
        void run(Consumer<ThreadStreamEvent> out, Cancellation cancellation);

        /** The turn that it is; empty if there is none to journal. */
        default Optional<BegunTurn> begun() {
            return Optional.empty();
        }
    }

    /** A turn whose input is stored. */
    record BegunTurn(String id, Caller caller, String threadId) {}

    /**
     * Stores the input of the turn, such as the user's message, and nothing else. A transport that calls this before
     * {@link #stream} can still report a failure by a status.
     *
     * @throws ee.chatkit.store.StoreException if the store fails
     * @throws WrongStateException if the thread has changed since it was validated
     */
    public void begin() {
        body = input.apply(recording);
    }

    /**
     * {@inheritDoc}
     *
     * <p>The thread blocks until the responder returns. No transaction and no connection is held meanwhile. Calls {@link #begin} first unless
     * that was called before. After {@code begin}, nothing is thrown: failures are sent as error events.
     */
    @Override
    public void stream(Consumer<TurnEvent> out) {
        Body begun = beginOnce();
        Optional<JournalledTurn> journalled =
                begun.begun().map(turn -> turns.begin(turn.caller(), turn.id(), turn.threadId(), cancellation::cancel));
        if (journalled.isPresent()) {
            JournalledTurn turn = journalled.get();
            recording.onEnd(turn::end);
            run(begun, event -> out.accept(turn.add(EventJson.write(event))));
        } else {
            var last = new AtomicLong();
            run(begun, event -> out.accept(new TurnEvent(last.incrementAndGet(), EventJson.write(event))));
        }
    }

    /** As {@link #stream}, with the events as they are, and not journalled. */
    void run(Consumer<ThreadStreamEvent> out) {
        run(beginOnce(), out);
    }

    private void run(Body begun, Consumer<ThreadStreamEvent> out) {
        begun.run(out, cancellation);
        recording.end();
    }

    private Body beginOnce() {
        return body == null ? input.apply(recording) : body;
    }

    /** Cancels the turn: its client is disconnected, or has asked for that. */
    @Override
    public void cancel() {
        cancellation.cancel();
    }

    /** Ends the turn if it has begun and is not going to be run, because its client disconnected before. */
    @Override
    public void close() {
        if (body != null) {
            recording.abandon();
            body.begun().ifPresent(turn -> turns.abandon(turn.id()));
        }
    }
}
