package ee.chatkit.store.schema;

import ee.chatkit.store.connection.FailureChain;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** Searches an exception and its causes for what the database has reported. */
public final class Causes {
    /** The SQLSTATE of a statement in a transaction that an earlier one has aborted. */
    public static final String ABORTED_TRANSACTION = "25P02";

    private Causes() {}

    /**
     * The SQLSTATE of the driver's exception, which pools and Hibernate wrap in exceptions with another code or none. What the
     * driver gives as cause of {@value #ABORTED_TRANSACTION} is the failure of an earlier statement.
     */
    public static @Nullable String state(Throwable e) {
        String state = null;
        for (Throwable t : FailureChain.of(e)) {
            for (SQLException sql = t instanceof SQLException found ? found : null;
                    sql != null;
                    sql = sql.getNextException()) {
                state = sql.getSQLState() == null ? state : sql.getSQLState();
                if (ABORTED_TRANSACTION.equals(state)) {
                    return state;
                }
            }
        }
        return state;
    }

    /** The first of the exception and its causes that has this type; null if none has. */
    public static <T extends Throwable> @Nullable T find(Throwable e, Class<T> type) {
        for (Throwable t : FailureChain.of(e)) {
            if (type.isInstance(t)) {
                return type.cast(t);
            }
        }
        return null;
    }
}
