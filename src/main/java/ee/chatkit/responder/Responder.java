package ee.chatkit.responder;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.FeedbackKind;
import ee.chatkit.protocol.event.ThreadStreamEvent.StreamOptions;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.request.Action;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers what users say. An application has one, which serves all users and threads.
 *
 * <p><b>When.</b> The user's message is stored before {@link #respond} is called, and whatever a responder sends as done,
 * replaced or removed is stored before the client sees it. Items that are hidden are stored and not shown.
 *
 * <p><b>Threads and transactions.</b> A turn has a virtual thread of its own, which the responder may block. No
 * transaction and no connection is held for it. Several turns may run at once, also on one conversation.
 *
 * <p><b>Failure.</b> A {@link ResponderException} is shown to the user with its message. Any other exception ends the
 * turn with an error that tells nothing and offers to try again. What was sent as done before stays stored.
 *
 * <p><b>Client gone.</b> The sink throws {@link TurnCancelledException}; let it pass. A responder that waits for something
 * meanwhile is woken: callbacks of {@link EventSink#onCancel} are called, and the turn's thread is interrupted, though
 * never inside of the sink or of {@link Turn#context}. The engine does not wait for the responder to end: what was
 * said so far in assistant messages is stored at once, and anything sent later is refused. Other items that are not done,
 * such as workflows, are dropped: their tasks would look busy forever.
 *
 * <p>Implementations are safe for use by many threads.
 */
@FunctionalInterface
public interface Responder {
    /**
     * Answers a turn: returns when everything is sent. {@link Turn#message} is the user's message, or null when the turn
     * goes on after a tool's output or answers to questions, which then stand in the history.
     */
    void respond(Turn turn, EventSink sink) throws Exception;

    /**
     * Answers what the user did in a widget, or what the application's page did on its own.
     *
     * <p>Not supported unless overridden: the turn ends with an error that offers no retry.
     *
     * @param sender the widget's item; null when the page acted
     */
    default void action(Turn turn, Action action, @Nullable Item sender, EventSink sink) throws Exception {
        throw new ResponderException("This action is not supported here.", false);
    }

    /**
     * As {@link #action}, without a stream: the client waits for it.
     *
     * @return the item that has changed, of the same thread; it is stored before it is answered. Empty, as by default,
     *     when none has
     */
    default Optional<Item> syncAction(Turn turn, Action action, @Nullable Item sender) throws Exception {
        return Optional.empty();
    }

    /**
     * Turns speech into text. Nothing is stored.
     *
     * @throws ResponderException by default: not supported
     */
    default String transcribe(Caller caller, AudioRecording audioRecording) throws Exception {
        throw new ResponderException("Speech is not supported here.", false);
    }

    /** Hears what a user thinks of items, after it was stored. An exception is logged, no more. */
    default void feedback(Caller caller, String threadId, List<String> itemIds, FeedbackKind kind) throws Exception {}

    /** What the client may do while a turn on this thread runs. By default it may cancel. */
    default StreamOptions streamOptions(Caller caller, ChatThread thread) {
        return new StreamOptions(true);
    }
}
