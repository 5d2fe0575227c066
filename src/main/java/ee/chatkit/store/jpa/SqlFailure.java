package ee.chatkit.store.jpa;

import ee.chatkit.store.StoreException;
import ee.chatkit.store.UnavailableException;
import java.sql.SQLException;
import java.util.Set;
import org.hibernate.exception.JDBCConnectionException;
import org.jspecify.annotations.Nullable;

/** What a failure of the database means. Source: PostgreSQL's list of SQLSTATE codes. */
final class SqlFailure {
    static final String UNIQUE_VIOLATION = "23505";

    /** Deadlock, serialization failure, and a reference to a row that somebody else deleted meanwhile. */
    private static final Set<String> LOST_RACE = Set.of("40P01", "40001", "23503");

    /** Text that PostgreSQL cannot keep although it is valid: for jsonb, numeric, encoding, size. */
    private static final Set<String> UNFIT = Set.of("22P02", "22P05", "22003", "22021", "22026", "54000", "54001");

    private SqlFailure() {}

    static boolean isLostRace(RuntimeException e) {
        String state = state(e);
        return state != null && LOST_RACE.contains(state);
    }

    static boolean isUniqueViolation(RuntimeException e) {
        return UNIQUE_VIOLATION.equals(state(e));
    }

    /** The exception that the contract promises; what is no failure of the database stays as it is. */
    static RuntimeException translate(RuntimeException e) {
        if (e instanceof StoreException) {
            return e;
        }
        String state = state(e);
        if (state != null && UNFIT.contains(state)) {
            return new IllegalArgumentException("PostgreSQL cannot keep this text (SQLSTATE " + state + ")", e);
        }
        String reason = unavailability(e, state);
        return reason == null ? e : new UnavailableException(reason, e);
    }

    private static @Nullable String unavailability(RuntimeException e, @Nullable String state) {
        if (state == null) {
            return find(e, JDBCConnectionException.class) != null || find(e, SQLException.class) != null
                    ? DatabaseProblem.NO_CONNECTION.reason()
                    : null;
        }
        DatabaseProblem databaseProblem = DatabaseProblem.of(state);
        if (databaseProblem != null) {
            return databaseProblem.reason();
        }
        return switch (state.substring(0, Math.min(2, state.length()))) {
            case "23" -> "23503".equals(state) ? "what this refers to was deleted meanwhile, try again" : null;
            case "40" -> "too much going on at the same place, try again";
            case "55" -> "something in the database is locked, try again";
            default -> null;
        };
    }

    /** The code that the driver gave: pools and Hibernate wrap its exception, in their own without a code or with another. */
    static @Nullable String state(Throwable e) {
        String state = null;
        for (Throwable t = e; t != null; t = t.getCause()) {
            for (SQLException sql = t instanceof SQLException found ? found : null;
                    sql != null;
                    sql = sql.getNextException()) {
                state = sql.getSQLState() == null ? state : sql.getSQLState();
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
