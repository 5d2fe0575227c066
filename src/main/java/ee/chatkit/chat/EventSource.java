package ee.chatkit.chat;

import ee.chatkit.journal.TurnEvent;
import java.util.Optional;
import java.util.function.Consumer;

/** A stream of events that a transport sends. It is run once, by one thread. */
public interface EventSource {
    /**
     * Sends the events on the calling thread, which blocks until the last one: use a virtual thread.
     *
     * @param out is called with one event at a time, in order, on any thread. An exception means that the client is disconnected, and
     *     cancels the stream
     */
    void stream(Consumer<TurnEvent> out);

    /** Cancels the stream. May be called from any thread, does not block, and has no effect after the end. */
    void cancel();

    /** Releases what the stream holds if it is not going to be run. */
    void close();

    /** Whether this is a turn that is sent again from what is stored of it. */
    boolean isReplay();

    /** The id of the turn whose events these are, under which they can be followed; empty if they cannot. */
    Optional<String> turnId();
}
