package ee.chatkit.chat;

import ee.chatkit.protocol.event.ThreadStreamEvent;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A turn that was checked and has stored nothing yet. It is run once, by one thread. */
public final class PreparedStream {
    private final Beginning beginning;
    private final Cancellation cancellation = new Cancellation();
    private @Nullable Work begun;

    PreparedStream(Beginning beginning) {
        this.beginning = beginning;
    }

    /** Stores the input of a turn. */
    @FunctionalInterface
    interface Beginning {
        Work begin();
    }

    /** What a turn does from then on. It throws nothing. */
    @FunctionalInterface
    interface Work {
        void run(Consumer<ThreadStreamEvent> out, Cancellation cancellation);
    }

    /**
     * Stores the turn's input, such as the user's message, and nothing else. Called before {@link #run}, it leaves a
     * transport the choice to answer a failure by a status.
     *
     * @throws ee.chatkit.store.StoreException as the store does
     * @throws WrongStateException when the thread has changed since it was checked
     */
    public void begin() {
        begun = beginning.begin();
    }

    /**
     * Runs the turn on the calling thread, which waits for the responder: give it a virtual one. No transaction and no
     * connection is held meanwhile. What {@link #begin} does is done first, where it was not called.
     *
     * <p>Once begun, nothing is thrown: failures become an error event, and an exception of {@code out} means that the
     * client is gone.
     *
     * @param out takes one event at a time, in order, on whichever thread the responder sends it
     */
    public void run(Consumer<ThreadStreamEvent> out) {
        Work work = begun == null ? beginning.begin() : begun;
        work.run(out, cancellation);
    }

    /** The client is known to be gone. From any thread; without effect once {@link #run} has returned. Never blocks. */
    public void cancel() {
        cancellation.cancel();
    }
}
