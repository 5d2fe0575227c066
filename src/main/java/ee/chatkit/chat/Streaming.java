package ee.chatkit.chat;

import ee.chatkit.protocol.event.ThreadStreamEvent;
import java.util.function.Consumer;

/** A turn that was checked and has stored nothing yet. It is run once. */
public final class Streaming {
    private final Work work;
    private final Cancellation cancellation = new Cancellation();

    Streaming(Work work) {
        this.work = work;
    }

    /** What a turn does. */
    @FunctionalInterface
    interface Work {
        void run(Consumer<ThreadStreamEvent> out, Cancellation cancellation);
    }

    /**
     * Runs the turn on the calling thread, which waits for the responder: give it a virtual one. No transaction and no
     * connection is held meanwhile.
     *
     * <p>Up to the first event the turn may fail as the store does, or because the thread has changed since it was
     * checked; such an exception passes through, so that it can still be answered with a status. From the first event on
     * nothing is thrown: failures become an error event, and an exception of {@code out} means that the client is gone.
     *
     * @param out takes one event at a time, in order, on whichever thread the responder sends it
     * @throws ee.chatkit.store.StoreException only before the first event
     * @throws WrongStateException only before the first event
     */
    public void run(Consumer<ThreadStreamEvent> out) {
        work.run(out, cancellation);
    }

    /** The client is known to be gone. From any thread; without effect once {@link #run} has returned. Never blocks. */
    public void cancel() {
        cancellation.cancel();
    }
}
