package ee.chatkit.store;

/**
 * The store is unavailable; the same call may succeed later. The message gives the reason for operators and clients: it
 * contains no statement, host or secret. A JTA transaction of the caller is marked rollback-only.
 */
public final class UnavailableException extends StoreException {
    private static final long serialVersionUID = 1L;

    public UnavailableException(String message) {
        super(message);
    }

    public UnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
