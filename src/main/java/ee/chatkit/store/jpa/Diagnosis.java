package ee.chatkit.store.jpa;

import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import liquibase.exception.ValidationFailedException;
import org.jspecify.annotations.Nullable;

/** What is wrong when a database cannot be prepared. */
final class Diagnosis {
    static final String LOCK_NOT_AVAILABLE = "55P03";

    /** A table or an index of that name is there. */
    private static final Set<String> NAME_TAKEN = Set.of("42P07", "42710");

    /** Kinds of failures whose messages quote what is in a row: unfit data and violated constraints. */
    private static final Set<String> QUOTING = Set.of("22", "23");

    private static final int LONGEST = 300;

    private Diagnosis() {}

    static DatabaseProblem of(Throwable e) {
        UnsupportedDatabaseException unfit = SqlFailure.find(e, UnsupportedDatabaseException.class);
        if (unfit != null) {
            return unfit.trouble();
        }
        String state = SqlFailure.state(e);
        if (state == null) {
            return e instanceof SQLException ? DatabaseProblem.NO_CONNECTION : DatabaseProblem.NOT_MIGRATED;
        }
        DatabaseProblem databaseProblem = DatabaseProblem.of(state);
        if (databaseProblem != null) {
            return databaseProblem;
        }
        return switch (state) {
            case LOCK_NOT_AVAILABLE -> DatabaseProblem.LOCKED;
            case "55000" -> DatabaseProblem.CLOSED;
            default -> DatabaseProblem.NOT_MIGRATED;
        };
    }

    /** What to throw for what Liquibase threw in its own thread. */
    static RuntimeException ofMigration(ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        if (SqlFailure.find(cause, ValidationFailedException.class) != null) {
            return new UnsupportedDatabaseException(DatabaseProblem.EDITED, cause);
        }
        String state = SqlFailure.state(cause);
        return state != null && NAME_TAKEN.contains(state)
                ? new UnsupportedDatabaseException(DatabaseProblem.FOREIGN, cause)
                : new IllegalStateException("Liquibase failed", cause);
    }

    /** What the first that failed has said, for the log: one line, without what may be a row or a password. */
    static String said(Throwable e) {
        String state = SqlFailure.state(e);
        if (state != null && QUOTING.contains(kind(state))) {
            return "SQLSTATE " + state;
        }
        Throwable root = e;
        SQLException driver = null;
        for (Throwable t = e; t != null; t = t.getCause()) {
            root = t;
            driver = t instanceof SQLException sql ? sql : driver;
        }
        String text = line(driver == null ? root : driver);
        if (driver != null && driver.getCause() != null) {
            text += " (" + root.getClass().getSimpleName() + ": " + line(root) + ")";
        }
        return state == null ? text : text + " SQLSTATE " + state;
    }

    private static String kind(String state) {
        return state.substring(0, Math.min(2, state.length()));
    }

    /** PostgreSQL's details come on lines of their own; an address may have the password in it. */
    private static String line(Throwable e) {
        @Nullable String message = e.getMessage();
        String line =
                message == null ? e.getClass().getSimpleName() : message.strip().replaceFirst("(?s)\\R.*", "");
        String safe = line.replaceAll("(?i)(password=|://[^/@\\s:]*:)[^&@\\s]*", "$1***");
        return safe.length() > LONGEST ? safe.substring(0, LONGEST) + "..." : safe;
    }
}
