package ee.chatkit.model;

/** Whether a turn goes on and, if not, how it ended. */
public enum TurnState {
    /** Its events are still being produced. */
    RUNNING,
    /** The answer is complete. */
    COMPLETED,
    /** The answer ended with an error event. */
    FAILED,
    /** The user, or the disconnect of the client, has cancelled it; the partial answer is stored. */
    CANCELLED,
    /** The node that ran it was killed or cut off; the partial answer is stored as far as it was journalled. */
    INTERRUPTED
}
