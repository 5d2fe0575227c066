package ee.chatkit.responder;

import org.jspecify.annotations.Nullable;

/** The responder cannot answer, and can tell the user why. */
public final class ResponderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean allowRetry;

    /**
     * A failure with words for the user.
     *
     * @param message is shown to the user as it is
     * @param allowRetry whether the client offers to try again
     */
    public ResponderException(String message, boolean allowRetry) {
        this(message, allowRetry, null);
    }

    /** As above, with the cause for the log. */
    public ResponderException(String message, boolean allowRetry, @Nullable Throwable cause) {
        super(message, cause);
        this.allowRetry = allowRetry;
    }

    /** Whether the client offers to try again. */
    public boolean allowRetry() {
        return allowRetry;
    }

    /** What the user is shown. */
    public String userMessage() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
