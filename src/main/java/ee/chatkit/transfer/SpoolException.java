package ee.chatkit.transfer;

/** An uploaded file was not accepted. The message is suitable for the client. */
public final class SpoolException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;

    SpoolException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Why the file was not accepted. */
    public enum Reason {
        /** It exceeds the maximum size. */
        TOO_LARGE,
        /** The client closed the connection before the end. */
        TRUNCATED,
        /** The temporary file cannot be written. */
        INSUFFICIENT_STORAGE
    }

    /** Returns why the file was not accepted. */
    public Reason reason() {
        return reason;
    }
}
