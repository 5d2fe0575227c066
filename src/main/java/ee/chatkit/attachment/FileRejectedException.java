package ee.chatkit.attachment;

import java.util.Objects;

/** A file is not taken. Nothing of it was kept. The message is fit for the client. */
public final class FileRejectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final String field;

    /** What is wrong with a file. */
    public enum Reason {
        /** More bytes than may be. */
        SIZE,
        /** A media type that is not taken. */
        TYPE,
        /** Fewer bytes than were announced, or a connection that broke. */
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

    /** The field at fault. */
    public String field() {
        return field;
    }
}
