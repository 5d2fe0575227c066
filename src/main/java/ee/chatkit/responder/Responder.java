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
 * Answers what users write. An application has one responder, which serves all users and threads.
 *
 * <p><b>Order of effects.</b> The user's message is stored before {@link #respond} is called. An item that the
 * responder sends as done, replaced or removed is stored before the client receives it. Hidden items are stored and not
 * sent.
 *
 * <p><b>Threads and transactions.</b> Each turn runs on a virtual thread of its own, which the responder may block. No
 * transaction is active and no connection is held while it runs. Turns run concurrently, also those of one
 * {@link ChatThread}.
 *
 * <p><b>Failure.</b> The message of a {@link ResponderException} is shown to the user. Any other exception or error
 * ends the turn with an error event that contains no details and offers a retry; it is logged at WARNING with its class
 * only, and at DEBUG with its message and stack trace. Items that were sent as done before stay stored.
 *
 * <p><b>Disconnected client.</b> {@link EventSink#send} throws {@link TurnCancelledException}; let it pass. A responder
 * that blocks meanwhile is interrupted: the callbacks of {@link EventSink#onCancel} are called, and the turn's thread is
 * interrupted, but never inside of a call of the sink or of {@link Turn#context}. The engine does not wait for the
 * responder: the text of incomplete assistant messages is stored at once, and later events are rejected. Other
 * incomplete items, such as workflows, are not stored, because their tasks would be shown as running forever.
 *
 * <p>Implementations must be safe for use by multiple threads.
 */
@FunctionalInterface
public interface Responder {
    /**
     * Answers a turn, and returns when every event is sent. May block.
     *
     * @param turn the input; {@link Turn#message} is the user's message, or null if the turn continues after the output
     *     of a client tool or after answers to questions, which are then part of the history
     * @param sink receives the events of the answer
     * @throws ResponderException if the answer fails with a message for the user
     * @throws Exception on any other failure
     */
    void respond(Turn turn, EventSink sink) throws Exception;

    /**
     * Answers an action of the user in a widget, or of the application's page. May block.
     *
     * <p>Unless overridden, the turn ends with an error that offers no retry.
     *
     * @param turn the input, without a message
     * @param action the action as the client sent it
     * @param sender the item of the widget; null if the page sent the action
     * @param sink receives the events of the answer
     * @throws ResponderException if the action fails with a message for the user
     * @throws Exception on any other failure
     */
    default void action(Turn turn, Action action, @Nullable Item sender, EventSink sink) throws Exception {
        throw new ResponderException("This action is not supported here.", false);
    }

    /**
     * Answers an action without a stream. The client waits for the result.
     *
     * @param turn the input, without a message
     * @param action the action as the client sent it
     * @param sender the item of the widget; null if the page sent the action
     * @return the changed item, which must belong to the same thread and is stored before it is returned to the client;
     *     empty, as by default, if none has changed
     * @throws ResponderException if the action fails with a message for the user
     * @throws Exception on any other failure
     */
    default Optional<Item> syncAction(Turn turn, Action action, @Nullable Item sender) throws Exception {
        return Optional.empty();
    }

    /**
     * Transcribes speech to text. Nothing is stored.
     *
     * @param caller the user who sent the recording
     * @param audioRecording the recording
     * @return the text
     * @throws ResponderException if the transcription fails with a message for the user; by default, because it is
     *     unsupported
     * @throws Exception on any other failure
     */
    default String transcribe(Caller caller, AudioRecording audioRecording) throws Exception {
        throw new ResponderException("Speech is not supported here.", false);
    }

    /**
     * Receives a user's rating of items, after it was stored. An exception is logged, and not reported to the client.
     *
     * @param caller the user who rates
     * @param threadId the thread of the items
     * @param itemIds the rated items, none of them hidden
     * @param kind positive or negative
     * @throws Exception on any failure
     */
    default void feedback(Caller caller, String threadId, List<String> itemIds, FeedbackKind kind) throws Exception {}

    /**
     * Returns what the client may do during a turn. By default it may cancel the turn. An exception is logged, and the
     * default applies.
     *
     * @param caller the user whose turn it is
     * @param thread the thread as it is before the turn
     * @return the options; not null
     */
    default StreamOptions streamOptions(Caller caller, ChatThread thread) {
        return new StreamOptions(true);
    }
}
