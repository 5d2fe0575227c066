package ee.chatkit.attachment;

/** A link is not one that was given out, or it has expired, or its attachment is gone: which one is not told. */
public final class InvalidLinkException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidLinkException() {
        super("the link is not valid, or not any more");
    }
}
