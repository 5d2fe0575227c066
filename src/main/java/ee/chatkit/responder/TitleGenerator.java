package ee.chatkit.responder;

import java.util.Optional;

/**
 * Finds a title for a thread. An application replaces the one that is built in, {@link FirstSentenceTitle}, by a bean of
 * its own.
 *
 * <p><b>When.</b> Once for a thread: after its first user message was stored, when it has no title. It runs on the thread
 * of the caller that added the message, who waits for it; no transaction of the store is open for it.
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
}
