package ee.chatkit.store.jpa;

import ee.chatkit.store.StoreException;
import ee.chatkit.store.UnavailableException;
import java.sql.SQLException;
import java.util.Set;
import org.hibernate.exception.JDBCConnectionException;
import org.jspecify.annotations.Nullable;

/** Maps failures of the database to the exceptions of the contract, by PostgreSQL's SQLSTATE codes. */
final class SqlFailure {
    static final String UNIQUE_VIOLATION = "23505";

    /** The state of a statement in a transaction that an earlier one has aborted. */
    private static final String ABORTED_TRANSACTION = "25P02";

    /** Deadlock, serialization failure, and a reference to a row that was deleted concurrently. */
    private static final Set<String> RETRYABLE = Set.of("40P01", "40001", "23503");

    /** Valid text that PostgreSQL cannot store: limits of jsonb, numeric, encoding and size. */
    private static final Set<String> NOT_STORABLE =
            Set.of("22P02", "22P05", "22003", "22021", "22026", "54000", "54001");

    private static final String ROLLBACK_ONLY = "; the transaction is marked for rollback";

    private SqlFailure() {}

    static boolean isRetryable(RuntimeException e) {
        String state = state(e);
        return state != null && RETRYABLE.contains(state);
    }

    static boolean isUniqueViolation(RuntimeException e) {
        return UNIQUE_VIOLATION.equals(state(e));
    }

    /** Whether the database, or the connection to it, has failed. */
    static boolean isFailure(RuntimeException e) {
        return e instanceof UnavailableException
                || find(e, SQLException.class) != null
                || find(e, JDBCConnectionException.class) != null;
    }

    /** As {@link #translate}, for a failure after which the transaction of the caller can only be rolled back. */
    static RuntimeException inCallersTransaction(RuntimeException e) {
        RuntimeException translated = translate(e);
        return translated instanceof UnavailableException
                ? new UnavailableException(translated.getMessage() + ROLLBACK_ONLY, e)
                : translated;
    }

    /** The exception that the contract specifies; an exception that is not a database failure is returned unchanged. */
    static RuntimeException translate(RuntimeException e) {
        if (e instanceof StoreException) {
            return e;
        }
        String state = state(e);
        if (state != null && NOT_STORABLE.contains(state)) {
            return new IllegalArgumentException("Text cannot be stored in PostgreSQL (SQLSTATE " + state + ")", e);
        }
        String reason = unavailability(e, state);
        return reason == null ? e : new UnavailableException(reason, e);
    }

    private static @Nullable String unavailability(RuntimeException e, @Nullable String state) {
        if (state == null) {
            return find(e, JDBCConnectionException.class) != null || find(e, SQLException.class) != null
                    ? DatabaseProblem.CONNECTION_UNAVAILABLE.reason()
                    : null;
        }
        DatabaseProblem databaseProblem = DatabaseProblem.of(state);
        if (databaseProblem != null) {
            return databaseProblem.reason();
        }
        return switch (state.substring(0, Math.min(2, state.length()))) {
            case "23" ->
                switch (state) {
                    case "23503" -> "a referenced row was deleted concurrently, try again";
                    case UNIQUE_VIOLATION -> "the same id was added concurrently, try again";
                    default -> null;
                };
            case "25" ->
                ABORTED_TRANSACTION.equals(state) ? "an earlier statement has failed in the same transaction" : null;
            case "40" -> "conflict with a concurrent transaction, try again";
            case "55" -> "a row or table is locked in the database, try again";
            default -> null;
        };
    }

    /**
     * The SQLSTATE of the driver's exception, which pools and Hibernate wrap in exceptions with another code or none. What the
     * driver gives as cause of {@value #ABORTED_TRANSACTION} is the failure of an earlier statement.
     */
    static @Nullable String state(Throwable e) {
        String state = null;
        for (Throwable t = e; t != null; t = t.getCause()) {
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

    static <T extends Throwable> @Nullable T find(Throwable e, Class<T> type) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (type.isInstance(t)) {
                return type.cast(t);
            }
        }
        return null;
    }
}
