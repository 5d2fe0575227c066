package ee.chatkit.responder;

import java.util.Optional;

/**
 * Finds a title for a thread. An application replaces the one that is built in, {@link FirstSentenceTitle}, by a bean of
 * its own.
 *
 * <p><b>When.</b> Once for a thread: after its first user message was stored, when it has no title. In a turn it runs
 * beside the responder, on a virtual thread of its own, and the client hears of the title as soon as it is there; a turn
 * that is otherwise complete waits up to four seconds for it. Whoever adds a message without a turn waits for the title.
 * No transaction and no connection is held for it.
 *
 * <p><b>Effect.</b> The title is stored if the thread still has none by then: a title that a user has set is never
 * overwritten, even one set meanwhile. An implementation changes nothing itself.
 *
 * <p><b>Failure.</b> An exception is logged, with the ids and without the message, and the thread stays untitled. The
 * message is not lost by it.
 *
 * <p>Implementations are safe for use by many threads.
 */
@FunctionalInterface
public interface TitleGenerator {
    /**
     * A title for the thread that begins with this message.
     *
     * @return empty, or blank, when the thread is to stay untitled
     */
    Optional<String> title(TitleRequest request);

    /**
     * Whether a title is always found in less time than storing a message takes: then it is found on the turn's own
     * thread, before the responder begins. A generator that asks a model says no, as by default.
     */
    default boolean isImmediate() {
        return false;
    }
}
