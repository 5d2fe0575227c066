package ee.chatkit.responder;

import ee.chatkit.protocol.event.ThreadStreamEvent;

/**
 * Receives the events of a turn from its responder. Safe for use by multiple threads: events are stored and sent in the
 * order of the calls. Usable until the method of the responder has returned.
 */
public interface EventSink {
    /**
     * Stores the effect of an event, and sends the event to the client. Blocks until both are done.
     *
     * <p>Items that are done or replaced are stored under their id, whether they were added before or not; removed ones
     * are deleted. Other item events are sent only. The text of a delta may be split anywhere, also within a surrogate
     * pair, which is joined before it is sent. Thread events are the engine's own: one that a responder sends makes the
     * engine read the thread and send what has changed, nothing else.
     *
     * @param event the event; not null
     * @throws TurnCancelledException if the client is disconnected; nothing is stored in this case
     * @throws IllegalArgumentException if an item belongs to another thread, or an update does not apply to its item
     * @throws IllegalStateException if the turn has ended
     * @throws RuntimeException if the store fails. From then on nothing of this turn is stored or sent, even if the
     *     responder catches the exception, and the client is offered a retry
     */
    void send(ThreadStreamEvent event);

    /**
     * Returns whether the client is known to be disconnected. A disconnect is noticed with the next event at the
     * latest.
     */
    boolean isCancelled();

    /**
     * Registers a callback for the disconnect of the client, such as one that cancels a call of a model.
     *
     * @param callback is called once, on any thread, or immediately if the client is disconnected already. It must
     *     neither block nor send events; an exception is logged
     */
    void onCancel(Runnable callback);
}
