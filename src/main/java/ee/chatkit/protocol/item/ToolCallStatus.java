package ee.chatkit.protocol.item;

/** Whether the output of a tool call is there. */
public enum ToolCallStatus {
    PENDING,
    COMPLETED
}
