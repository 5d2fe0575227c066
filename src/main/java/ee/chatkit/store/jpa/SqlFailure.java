package ee.chatkit.store.jpa;

import ee.chatkit.store.HeldException;
import ee.chatkit.store.StoreException;
import ee.chatkit.store.UnavailableException;
import ee.chatkit.store.connection.FailureChain;
import ee.chatkit.store.schema.Causes;
import ee.chatkit.store.schema.DatabaseProblem;
import java.sql.SQLException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.exception.JDBCConnectionException;
import org.jspecify.annotations.Nullable;

/** Maps failures of the database to the exceptions of the contract, by PostgreSQL's SQLSTATE codes. */
final class SqlFailure {
    static final String UNIQUE_VIOLATION = "23505";

    private static final String FOREIGN_KEY_VIOLATION = "23503";

    /** Deadlock, serialization failure, and a reference to a row that was deleted concurrently. */
    private static final Set<String> RETRYABLE = Set.of("40P01", "40001", FOREIGN_KEY_VIOLATION);

    /** Valid text that PostgreSQL cannot store: limits of jsonb, numeric, encoding and size. */
    private static final Set<String> NOT_STORABLE =
            Set.of("22P02", "22P05", "22003", "22021", "22026", "54000", "54001");

    /** The guard of legal holds in the database refuses; its message ends with the id of the hold. */
    private static final String HELD = "KH001";

    private static final Pattern HELD_MESSAGE =
            Pattern.compile("(?:ERROR: )?(.* is under legal hold ([A-Za-z0-9._:@-]+))", Pattern.DOTALL);

    private static final String ROLLBACK_ONLY = "; the transaction is marked for rollback";

    private SqlFailure() {}

    static boolean isRetryable(Exception e) {
        String state = Causes.state(e);
        return state != null && RETRYABLE.contains(state);
    }

    static boolean isUniqueViolation(RuntimeException e) {
        return UNIQUE_VIOLATION.equals(Causes.state(e));
    }

    /** Whether a row refers to one that was deleted concurrently. */
    static boolean isForeignKeyViolation(RuntimeException e) {
        return FOREIGN_KEY_VIOLATION.equals(Causes.state(e));
    }

    /** Whether the database, or the connection to it, has failed. */
    static boolean isFailure(RuntimeException e) {
        return e instanceof UnavailableException
                || Causes.find(e, SQLException.class) != null
                || Causes.find(e, JDBCConnectionException.class) != null;
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
        String state = Causes.state(e);
        if (state != null && NOT_STORABLE.contains(state)) {
            return new IllegalArgumentException("Text cannot be stored in PostgreSQL (SQLSTATE " + state + ")", e);
        }
        if (HELD.equals(state)) {
            return held(e);
        }
        String reason = unavailability(e, state);
        return reason == null ? e : new UnavailableException(reason, e);
    }

    private static RuntimeException held(RuntimeException e) {
        for (Throwable t : FailureChain.of(e)) {
            if (t instanceof SQLException sql && HELD.equals(sql.getSQLState())) {
                Matcher message = HELD_MESSAGE.matcher(String.valueOf(sql.getMessage()));
                if (message.lookingAt()) {
                    return new HeldException(message.group(1), message.group(2), e);
                }
            }
        }
        return e;
    }

    private static @Nullable String unavailability(RuntimeException e, @Nullable String state) {
        if (state == null) {
            return Causes.find(e, JDBCConnectionException.class) != null || Causes.find(e, SQLException.class) != null
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
                    case FOREIGN_KEY_VIOLATION -> "a referenced row was deleted concurrently, try again";
                    case UNIQUE_VIOLATION -> "the same id was added concurrently, try again";
                    default -> null;
                };
            case "25" ->
                Causes.ABORTED_TRANSACTION.equals(state)
                        ? "an earlier statement has failed in the same transaction"
                        : null;
            case "40" -> "conflict with a concurrent transaction, try again";
            case "55" -> "a row or table is locked in the database, try again";
            default -> null;
        };
    }
}
