package ee.chatkit.store.schema;

import ee.chatkit.store.connection.FailureChain;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import liquibase.exception.ValidationFailedException;
import org.jspecify.annotations.Nullable;

/** Maps what was thrown while a database was prepared to a {@link DatabaseProblem}. */
public final class Diagnosis {
    static final String LOCK_NOT_AVAILABLE = "55P03";

    /** A table or an index of that name exists. */
    private static final Set<String> NAME_TAKEN = Set.of("42P07", "42710");

    /** Classes of SQLSTATE whose messages quote rows: data exceptions and integrity constraint violations. */
    private static final Set<String> QUOTING_CLASSES = Set.of("22", "23");

    private static final int MAX_MESSAGE_LENGTH = 300;

    private Diagnosis() {}

    static DatabaseProblem of(Throwable e) {
        UnsupportedDatabaseException unsupported = Causes.find(e, UnsupportedDatabaseException.class);
        if (unsupported != null) {
            return unsupported.problem();
        }
        String state = Causes.state(e);
        if (state == null) {
            return e instanceof SQLException
                    ? DatabaseProblem.CONNECTION_UNAVAILABLE
                    : DatabaseProblem.MIGRATION_FAILED;
        }
        DatabaseProblem databaseProblem = DatabaseProblem.of(state);
        if (databaseProblem != null) {
            return databaseProblem;
        }
        return switch (state) {
            case LOCK_NOT_AVAILABLE -> DatabaseProblem.MIGRATION_LOCK_TIMEOUT;
            case "55000" -> DatabaseProblem.CONNECTIONS_NOT_ALLOWED;
            default -> DatabaseProblem.MIGRATION_FAILED;
        };
    }

    /** The exception to throw for one that Liquibase threw in its own thread. */
    static RuntimeException ofMigration(ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        if (Causes.find(cause, ValidationFailedException.class) != null) {
            return new UnsupportedDatabaseException(DatabaseProblem.CHANGESETS_DIFFER, cause);
        }
        String state = Causes.state(cause);
        return state != null && NAME_TAKEN.contains(state)
                ? new UnsupportedDatabaseException(DatabaseProblem.TABLE_NAMES_TAKEN, cause)
                : new IllegalStateException("Liquibase failed", cause);
    }

    /** The message of the root cause, for the log: one line, without contents of rows and without passwords. */
    public static String message(Throwable e) {
        String state = Causes.state(e);
        if (state != null && QUOTING_CLASSES.contains(sqlClass(state))) {
            return "SQLSTATE " + state;
        }
        Throwable root = e;
        SQLException driver = null;
        for (Throwable t : FailureChain.of(e)) {
            root = t;
            driver = t instanceof SQLException sql ? sql : driver;
        }
        String text = firstLine(driver == null ? root : driver);
        if (driver != null && driver.getCause() != null) {
            text += " (" + root.getClass().getSimpleName() + ": " + firstLine(root) + ")";
        }
        return state == null ? text : text + " SQLSTATE " + state;
    }

    private static String sqlClass(String state) {
        return state.substring(0, Math.min(2, state.length()));
    }

    /** The first line only, because PostgreSQL puts details that may quote rows on later ones; an address may contain a password. */
    private static String firstLine(Throwable e) {
        @Nullable String message = e.getMessage();
        String line =
                message == null ? e.getClass().getSimpleName() : message.strip().replaceFirst("(?s)\\R.*", "");
        String safe = line.replaceAll("(?i)(password=|://[^/@\\s:]*:)[^&@\\s]*", "$1***");
        return safe.length() > MAX_MESSAGE_LENGTH ? safe.substring(0, MAX_MESSAGE_LENGTH) + "..." : safe;
    }
}
