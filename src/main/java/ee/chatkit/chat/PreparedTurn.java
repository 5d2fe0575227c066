package ee.chatkit.chat;

import ee.chatkit.model.ChatThread;
import ee.chatkit.protocol.event.ThreadStreamEvent;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.responder.EventSink;
import ee.chatkit.responder.Responder;
import ee.chatkit.responder.Turn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A turn whose input is stored.
 *
 * @param thread the thread as the client knows it
 * @param message the user's message; null if the turn has none
 * @param title the title that the thread gets with this turn
 * @param eventsBeforeOptions events that precede the stream's options
 * @param eventsAfterOptions events that follow them
 * @param responderCall calls the responder
 */
record PreparedTurn(
        ChatThread thread,
        @Nullable Item message,
        PendingTitle title,
        List<ThreadStreamEvent> eventsBeforeOptions,
        List<ThreadStreamEvent> eventsAfterOptions,
        ResponderCall responderCall) {
    /** A call of one of the responder's methods. */
    @FunctionalInterface
    interface ResponderCall {
        void answer(Responder responder, Turn turn, EventSink sink) throws Exception;
    }

    /** A turn that answers a user message. */
    static PreparedTurn forMessage(
            ChatThread thread, Item message, PendingTitle title, List<ThreadStreamEvent> events) {
        return new PreparedTurn(thread, message, title, events, List.of(), Responder::respond);
    }

    /** A turn that continues after a change of an existing item. */
    static PreparedTurn forContinuation(ChatThread thread, List<ThreadStreamEvent> events) {
        return new PreparedTurn(thread, null, PendingTitle.NONE, List.of(), events, Responder::respond);
    }

    /** A turn that answers an action. */
    static PreparedTurn forAction(ChatThread thread, ResponderCall responderCall) {
        return new PreparedTurn(thread, null, PendingTitle.NONE, List.of(), List.of(), responderCall);
    }
}
