package ee.chatkit.store;

/** The result of {@link IdempotencyStore#claim}. */
public sealed interface KeyClaim {
    /**
     * The request is to be processed.
     *
     * @param attempt to be ended by one of the operations of {@link IdempotencyStore}
     */
    record Acquired(RequestAttempt attempt) implements KeyClaim {}

    /**
     * The request was processed.
     *
     * @param answer the answer to it
     */
    record Completed(RecordedAnswer answer) implements KeyClaim {}

    /** The request is being processed, on this node or another one. */
    record InProgress() implements KeyClaim {}

    /** The key was sent with another request. */
    record Mismatch() implements KeyClaim {}
}
