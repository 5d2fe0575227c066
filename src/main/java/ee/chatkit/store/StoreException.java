package ee.chatkit.store;

import org.jspecify.annotations.Nullable;

/** A store rejects an operation. The operation has changed nothing. */
public abstract sealed class StoreException extends RuntimeException
        permits NotFoundException, ConflictException, HeldException, ThreadNotActiveException, UnavailableException {
    private static final long serialVersionUID = 1L;

    StoreException(String message) {
        super(message);
    }

    StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
