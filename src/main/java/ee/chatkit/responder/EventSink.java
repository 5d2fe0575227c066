package ee.chatkit.responder;

import ee.chatkit.protocol.event.ThreadStreamEvent;

/**
 * Where a responder puts what it says. Safe for use by many threads; events go out in the order in which the calls
 * happen. Good until the responder's method has returned.
 */
public interface EventSink {
    /**
     * Sends an event. Returns when it is stored, if it is of the kinds that are, and handed to the client.
     *
     * <p>Text in deltas may be cut anywhere: half a character waits for its other half.
     *
     * <p>Stored are items that are done, replaced (these two under their id, added or not) and removed. Thread events are
     * the engine's own: one that is sent makes it look whether the thread has changed, and nothing more.
     *
     * @throws TurnCancelledException when the client is gone; nothing is stored then
     * @throws IllegalArgumentException when an item is of another thread, or an update does not fit what was sent before
     * @throws IllegalStateException when the turn is over
     * @throws RuntimeException what the store throws: then nothing more of this turn is stored or sent, even if the
     *     responder goes on, and the client is offered to try again
     */
    void send(ThreadStreamEvent event);

    /** Whether the client is gone, as far as that is known: it is noticed at the next write at the latest. */
    boolean isCancelled();

    /**
     * Has something called when the client is gone, once: to cancel a call to a model, for example. At once if the client
     * is gone already. It is called on any thread and must neither block nor send.
     */
    void onCancel(Runnable callback);
}
