package ee.chatkit.attachment;

import java.util.Objects;

/** Thrown if a file is rejected. Nothing of it is stored. The message may be shown to the client. */
public final class FileRejectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final String field;

    /** Why a file is rejected. */
    public enum Reason {
        /** It has too many bytes. */
        SIZE,
        /** Its media type is not accepted. */
        TYPE,
        /** It has fewer bytes than announced, or the connection failed. */
        INCOMPLETE
    }

    FileRejectedException(Reason reason, String field, String problem) {
        super(problem);
        this.reason = Objects.requireNonNull(reason);
        this.field = field;
    }

    public Reason reason() {
        return reason;
    }

    /** The field of the request that is invalid. */
    public String field() {
        return field;
    }
}
