package ee.chatkit.chat;

import ee.chatkit.protocol.event.RecordedTurn;
import java.util.Optional;

/** Is notified of the stages of a turn. Its methods are called once at most, and must not throw after the input is stored. */
public interface TurnListener {
    /** Ignores everything. */
    TurnListener NONE = new TurnListener() {
        @Override
        public void beforeInput() {}

        @Override
        public void ended(Optional<RecordedTurn> turn) {}
    };

    /**
     * An input is about to be stored, or an action about to be run, that a repeated request could not find by an id. Not called
     * for messages.
     *
     * @throws RuntimeException to prevent that; it is propagated by {@link PreparedStream#begin}
     */
    void beforeInput();

    /**
     * Nothing more of the turn will be stored, except what is deferred because the store is unavailable. The responder may still
     * be running.
     *
     * @param turn what was stored; empty if the turn was refused and nothing was
     */
    void ended(Optional<RecordedTurn> turn);
}
