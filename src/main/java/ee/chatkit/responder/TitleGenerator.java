package ee.chatkit.responder;

import java.util.Optional;

/**
 * Generates the titles of threads. A bean of an application replaces the default, {@link FirstSentenceTitle}.
 *
 * <p><b>When.</b> After a user message was stored in a thread that has no title by then: with the first message that has
 * words or a file, and with each further message as long as no title was generated. During a turn
 * it runs concurrently to the responder, on a virtual thread of its own, and the client receives the title as soon as
 * it is stored. A turn that is otherwise complete waits up to four seconds for it. A request that adds a message
 * without a turn waits until it is done. No transaction is active and no connection is held meanwhile.
 *
 * <p><b>Effect.</b> The title is stored if the thread is still untitled by then: a title that a user has set is never
 * replaced. An implementation changes nothing itself.
 *
 * <p><b>Failure.</b> An exception leaves the thread untitled, and the message stored. It is logged at WARNING with its
 * class, and at DEBUG with its message and stack trace.
 *
 * <p>Implementations must be safe for use by multiple threads.
 */
@FunctionalInterface
public interface TitleGenerator {
    /**
     * Returns a title for a thread. May block.
     *
     * @param request the first message and its opportunity
     * @return the title; empty or blank to leave the thread untitled
     */
    Optional<String> title(TitleRequest request);

    /**
     * Returns whether a title always takes less time than a statement. It is then generated on the turn's own thread,
     * before the responder is called. A generator that calls a model must return false, which is the default.
     */
    default boolean isImmediate() {
        return false;
    }
}
