package ee.chatkit.store.connection;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a failure says about the connection on which it occurred, and about the statement, by PostgreSQL's SQLSTATE codes.
 *
 * <p>A backend that is terminated (57P01) reports that before it commits or after its transaction was rolled back, but not
 * between the commit of a statement in autocommit mode and its confirmation: it looks at the request to terminate only while it
 * waits for a client or runs a statement. After the command {@code commit} it looks once more, before it confirms: if it was
 * told to terminate during the commit, a call that has taken effect is repeated, and meets what it has done itself. One that
 * ends otherwise (57P02, a broken socket) may have committed.
 */
public enum ConnectionFailure {
    /** The connection is usable, or none was opened. */
    NONE,
    /** The connection is lost, and nothing of the statement's transaction has taken effect. */
    NOT_EXECUTED,
    /** The connection is lost, and the transaction may have been committed. */
    OUTCOME_UNKNOWN,
    /** The database did not answer in time; the connection is lost, and the transaction may have been committed. */
    TIMEOUT,
    /** The session may only read; the statement has had no effect. */
    READ_ONLY;

    static final String CONNECTION_DOES_NOT_EXIST = "08003";

    /** The backend was told to terminate, or ended an idle session or transaction. */
    private static final Set<String> TERMINATED = Set.of("57P01", "57P05", "25P03", "25P04");

    /** The connection was not opened. */
    private static final Set<String> NOT_CONNECTED = Set.of("08001", "08004");

    /** Whether the database or the driver has given a cause. */
    static boolean hasState(Throwable failure) {
        return !states(failure).isEmpty();
    }

    /** Classifies an exception and its causes. */
    public static ConnectionFailure of(Throwable failure) {
        List<String> states = states(failure);
        for (Throwable t : FailureChain.of(failure)) {
            if (t instanceof StaleConnectionException) {
                return NOT_EXECUTED;
            }
            if (t instanceof SocketTimeoutException && !states.contains("08001")) {
                return TIMEOUT;
            }
        }
        return of(states);
    }

    private static List<String> states(Throwable failure) {
        List<String> states = new ArrayList<>();
        for (Throwable t : FailureChain.of(failure)) {
            for (SQLException sql = t instanceof SQLException found ? found : null;
                    sql != null;
                    sql = sql.getNextException()) {
                if (sql.getSQLState() != null) {
                    states.add(sql.getSQLState());
                }
            }
        }
        return states;
    }

    private static ConnectionFailure of(List<String> states) {
        if (states.stream().anyMatch(TERMINATED::contains)) {
            return NOT_EXECUTED;
        }
        List<String> lost = states.stream()
                .filter(state -> state.startsWith("08") || state.equals("57P02"))
                .distinct()
                .toList();
        if (!lost.isEmpty()) {
            if (lost.stream().anyMatch(NOT_CONNECTED::contains)) {
                return NONE;
            }
            return lost.equals(List.of(CONNECTION_DOES_NOT_EXIST)) ? NOT_EXECUTED : OUTCOME_UNKNOWN;
        }
        return states.contains("25006") ? READ_ONLY : NONE;
    }
}
