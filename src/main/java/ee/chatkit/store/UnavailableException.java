package ee.chatkit.store;

/**
 * The store cannot answer now; the same call may succeed later. The message says why in words fit for an operator, and
 * for a client: it names no statement, host or secret.
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
