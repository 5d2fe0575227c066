package ee.chatkit.attachment;

/**
 * Thrown for a link whose signature is invalid, which has expired, or whose attachment was deleted. The message does
 * not tell which.
 */
public final class InvalidLinkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidLinkException() {
        super("the link is invalid or has expired");
    }
}
