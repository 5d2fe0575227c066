package ee.chatkit.store.jpa;

import java.io.Serial;

/** The database answers, but it is not one that can be used as it is. It was not changed. */
final class UnfitDatabaseException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Trouble trouble;

    UnfitDatabaseException(Trouble trouble) {
        super(trouble.reason());
        this.trouble = trouble;
    }

    UnfitDatabaseException(Trouble trouble, Throwable cause) {
        super(trouble.reason(), cause);
        this.trouble = trouble;
    }

    Trouble trouble() {
        return trouble;
    }
}
