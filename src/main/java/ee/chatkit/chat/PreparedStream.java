package ee.chatkit.chat;

import ee.chatkit.protocol.event.ThreadStreamEvent;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A validated turn that has stored nothing yet. It is run once, by one thread. */
public final class PreparedStream {
    private static final System.Logger LOG = System.getLogger(PreparedStream.class.getName());

    private final Function<TurnRecording, Body> input;
    private final boolean replayed;
    private final Cancellation cancellation = new Cancellation();
    private @Nullable Body body;
    private TurnRecording recording = new TurnRecording(TurnListener.NONE);

    /** @param input stores the input of the turn; the body does the rest, and throws nothing */
    PreparedStream(Function<TurnRecording, Body> input) {
        this(input, false);
    }

    private PreparedStream(Function<TurnRecording, Body> input, boolean replayed) {
        this.input = input;
        this.replayed = replayed;
    }

    /** A turn that is sent again and stores nothing. */
    static PreparedStream replay(Consumer<Consumer<ThreadStreamEvent>> events) {
        return new PreparedStream(
                recording -> (out, cancellation) -> untilDisconnected(() -> events.accept(out)), true);
    }

    static void untilDisconnected(Runnable events) {
        try {
            events.run();
        } catch (RuntimeException e) {
            LOG.log(Level.DEBUG, "Client disconnected: {0}", e.getClass().getName());
        }
    }

    /** Returns whether this is a turn that is sent again from what is stored of it. */
    public boolean isReplay() {
        return replayed;
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
    }

    /**
     * Stores the input of the turn, such as the user's message, and nothing else. A transport that calls this before
     * {@link #run} can still report a failure by a status.
     *
     * @throws ee.chatkit.store.StoreException if the store fails
     * @throws WrongStateException if the thread has changed since it was validated
     */
    public void begin() {
        body = input.apply(recording);
    }

    /**
     * Runs the turn on the calling thread, which blocks until the responder returns: use a virtual thread. No
     * transaction and no connection is held meanwhile. Calls {@link #begin} first unless that was called before.
     *
     * <p>After {@code begin}, nothing is thrown: failures are sent as error events.
     *
     * @param out is called with one event at a time, in order, on any thread that the responder sends from. An
     *     exception means that the client is disconnected, and cancels the turn
     */
    public void run(Consumer<ThreadStreamEvent> out) {
        Body begun = body == null ? input.apply(recording) : body;
        begun.run(out, cancellation);
        recording.end();
    }

    /**
     * Cancels the turn because its client is disconnected. May be called from any thread, does not block, and has no
     * effect once {@link #run} has returned.
     */
    public void cancel() {
        cancellation.cancel();
    }

    /** Ends the turn if it has begun and is not going to be run, because its client disconnected before. */
    public void close() {
        if (body != null) {
            recording.abandon();
        }
    }
}
