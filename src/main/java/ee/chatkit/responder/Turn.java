package ee.chatkit.responder;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Opportunity;
import ee.chatkit.protocol.Json;
import ee.chatkit.protocol.item.InferenceOptions;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.item.ItemContent.UserMessage;
import org.jspecify.annotations.Nullable;

/**
 * One input of a user and what is to be known for answering it.
 *
 * @param caller whose turn it is
 * @param thread as it was when the turn began, before it may have got a title
 * @param opportunity what the thread belongs to; null when there is none
 * @param message the user's message, stored already; null when the turn was not begun by one
 * @param metadata a JSON object that the client sent with the request. It is what the client says and no more
 * @param conversation the thread's items, and changes of it
 */
public record Turn(
        Caller caller,
        ChatThread thread,
        @Nullable Opportunity opportunity,
        @Nullable Item message,
        Json metadata,
        TurnThread conversation) {
    /** What the user chose for the answer; nothing when the turn was not begun by a message. */
    public InferenceOptions inferenceOptions() {
        return message != null && message.content() instanceof UserMessage said
                ? said.inferenceOptions()
                : InferenceOptions.NONE;
    }
}
