package ee.chatkit.store;

/** How a store says no. Nothing was changed by the operation that threw one. */
public abstract sealed class StoreException extends RuntimeException
        permits NotFoundException, ConflictException, UnavailableException {
    private static final long serialVersionUID = 1L;

    StoreException(String message) {
        super(message);
    }

    StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
