package ee.chatkit.chat;

import ee.chatkit.protocol.event.ThreadStreamEvent;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A validated turn that has stored nothing yet. It is run once, by one thread. */
public final class PreparedStream {
    private final Supplier<Body> input;
    private final Cancellation cancellation = new Cancellation();
    private @Nullable Body body;

    /** @param input stores the input of the turn; the body does the rest, and throws nothing */
    PreparedStream(Supplier<Body> input) {
        this.input = input;
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
        body = input.get();
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
        Body begun = body == null ? input.get() : body;
        begun.run(out, cancellation);
    }

    /**
     * Cancels the turn because its client is disconnected. May be called from any thread, does not block, and has no
     * effect once {@link #run} has returned.
     */
    public void cancel() {
        cancellation.cancel();
    }
}
