package ee.chatkit.store.connection;

import java.sql.SQLException;

/** A pooled connection that cannot be used any more; nothing was sent on it. */
final class StaleConnectionException extends SQLException {
    private static final long serialVersionUID = 1L;

    StaleConnectionException(String message) {
        super(message, ConnectionFailure.CONNECTION_DOES_NOT_EXIST);
    }

    StaleConnectionException(String message, Throwable cause) {
        super(message, ConnectionFailure.CONNECTION_DOES_NOT_EXIST, cause);
    }
}
