package ee.chatkit.store.schema;

import java.io.Serial;

/** The database is reachable, but it cannot be used in its present state. It was not changed. */
final class UnsupportedDatabaseException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient DatabaseProblem databaseProblem;

    UnsupportedDatabaseException(DatabaseProblem databaseProblem) {
        super(databaseProblem.reason());
        this.databaseProblem = databaseProblem;
    }

    UnsupportedDatabaseException(DatabaseProblem databaseProblem, Throwable cause) {
        super(databaseProblem.reason(), cause);
        this.databaseProblem = databaseProblem;
    }

    DatabaseProblem problem() {
        return databaseProblem;
    }
}
