package ee.chatkit.store.jpa;

import java.io.Serial;

/** The database answers, but it is not one that can be used as it is. It was not changed. */
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

    DatabaseProblem trouble() {
        return databaseProblem;
    }
}
