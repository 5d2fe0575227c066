package ee.chatkit.protocol.item;

/** What became of questions to the user. */
public enum StructuredInputStatus {
    PENDING,
    ANSWERED,
    SKIPPED
}
