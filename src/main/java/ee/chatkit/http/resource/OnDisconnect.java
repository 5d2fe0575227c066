package ee.chatkit.http.resource;

/** What the disconnect of a client means for its turn. */
public enum OnDisconnect {
    /** The turn is cancelled, and its partial answer is stored. */
    CANCEL,
    /** The turn goes on to its end; it can be followed and cancelled. */
    CONTINUE
}
