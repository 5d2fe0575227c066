package ee.chatkit.responder;

import org.jspecify.annotations.Nullable;

/** Thrown by a responder that fails with a message for the user. Ends the turn with an error event. */
public final class ResponderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean allowRetry;

    /**
     * Creates an exception without a cause. It is logged at DEBUG only.
     *
     * @param message is shown to the user; a blank one is replaced by the client's general message
     * @param allowRetry whether the client offers a retry
     */
    public ResponderException(String message, boolean allowRetry) {
        this(message, allowRetry, null);
    }

    /**
     * Creates an exception with a cause. It is logged at WARNING with its class, and at DEBUG with its stack trace.
     *
     * @param message is shown to the user; a blank one is replaced by the client's general message
     * @param allowRetry whether the client offers a retry
     * @param cause the cause; null for none
     */
    public ResponderException(String message, boolean allowRetry, @Nullable Throwable cause) {
        super(message, cause);
        this.allowRetry = allowRetry;
    }

    /** Returns whether the client offers a retry. */
    public boolean allowRetry() {
        return allowRetry;
    }

    /** Returns the message that is shown to the user. */
    public String userMessage() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
