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
 * @param message the user's message, where one begins the turn
 * @param title how the thread gets its title, if it needs one
 * @param eventsBeforeOptions events before the stream's options
 * @param eventsAfterOptions events behind them
 * @param responderCall who answers
 */
record PreparedTurn(
        ChatThread thread,
        @Nullable Item message,
        @Nullable TitleTask title,
        List<ThreadStreamEvent> eventsBeforeOptions,
        List<ThreadStreamEvent> eventsAfterOptions,
        ResponderCall responderCall) {
    /** How a responder is asked. */
    @FunctionalInterface
    interface ResponderCall {
        void answer(Responder responder, Turn turn, EventSink sink) throws Exception;
    }

    /** Stores a turn's input. Fails as stores do, and when the thread has changed since it was looked at. */
    @FunctionalInterface
    interface TurnInput {
        /** Given the thread as it is right now. */
        PreparedTurn begin(ChatThread thread);
    }

    /** A turn that begins with a message. */
    static PreparedTurn forMessage(
            ChatThread told, Item message, @Nullable TitleTask title, List<ThreadStreamEvent> first) {
        return new PreparedTurn(told, message, title, first, List.of(), Responder::respond);
    }

    /** A turn that goes on after something was stored. */
    static PreparedTurn forContinuation(ChatThread told, List<ThreadStreamEvent> second) {
        return new PreparedTurn(told, null, null, List.of(), second, Responder::respond);
    }

    /** A turn that begins with something else than words. */
    static PreparedTurn forAction(ChatThread told, ResponderCall responderCall) {
        return new PreparedTurn(told, null, null, List.of(), List.of(), responderCall);
    }
}
