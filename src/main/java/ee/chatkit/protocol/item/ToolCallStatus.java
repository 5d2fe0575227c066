package ee.chatkit.protocol.item;

/** The status of a tool call. */
public enum ToolCallStatus {
    /** The client has not sent the output yet. */
    PENDING,
    /** The output is present. */
    COMPLETED
}
