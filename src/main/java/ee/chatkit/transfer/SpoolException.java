package ee.chatkit.transfer;

/** A file was not taken in. The message is fit for whoever sent it. */
public final class SpoolException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    SpoolException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Why. */
    public enum Reason {
        TOO_LARGE,
        /** Its sender stopped. */
        TRUNCATED,
        /** The disk does not take it. */
        INSUFFICIENT_STORAGE
    }

    public Reason reason() {
        return reason;
    }
}
