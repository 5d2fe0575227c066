package ee.chatkit.http.resource;

import java.util.Optional;

/** What the disconnect of a client means for its turn. */
public enum OnDisconnect {
    /** The turn is cancelled, and its partial answer is stored. */
    CANCEL,
    /** The turn goes on to its end; it can be followed and cancelled. */
    CONTINUE;

    /** The meaning of this name, {@code cancel} or {@code continue}; empty if there is none. */
    public static Optional<OnDisconnect> named(String name) {
        return switch (name) {
            case "cancel" -> Optional.of(CANCEL);
            case "continue" -> Optional.of(CONTINUE);
            default -> Optional.empty();
        };
    }
}
