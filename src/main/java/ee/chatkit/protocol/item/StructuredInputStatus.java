package ee.chatkit.protocol.item;

/** The status of questions to the user. */
public enum StructuredInputStatus {
    /** Not answered yet. */
    PENDING,
    /** Answered. */
    ANSWERED,
    /** All questions were skipped. */
    SKIPPED
}
