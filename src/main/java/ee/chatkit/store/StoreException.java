package ee.chatkit.store;

/** A store rejects an operation. The operation has changed nothing. */
public abstract sealed class StoreException extends RuntimeException
        permits NotFoundException, ConflictException, ThreadNotActiveException, UnavailableException {
    private static final long serialVersionUID = 1L;

    StoreException(String message) {
        super(message);
    }

    StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
