package ee.chatkit.store.jpa;

import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import java.util.function.Function;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/**
 * Runs work on the database. Inside a transaction of the caller it joins that; outside, a single statement is its own
 * transaction (autocommit, one round trip) and several get one together, which is tried again when it lost a race.
 */
final class Database {
    private static final int TRIES = 4;

    private final SessionFactory sessions;
    private final Transactions transactions;
    private final SchemaReadiness schemaReadiness;

    Database(SessionFactory sessions, Transactions transactions, SchemaReadiness schemaReadiness) {
        this.sessions = sessions;
        this.transactions = transactions;
        this.schemaReadiness = schemaReadiness;
    }

    /** What to select of an item, in work: in a database that was taken over from the Python version there is more to it. */
    String item() {
        return RowMappers.item(schemaReadiness.isWithPython());
    }

    /** Work of one statement, or of several that only read. */
    <T extends @Nullable Object> T statement(Function<StatelessSession, T> work) {
        return run(() -> {
            try (StatelessSession session = sessions.openStatelessSession()) {
                return work.apply(session);
            }
        });
    }

    /** Work of several statements, kept wholly or not at all. */
    <T extends @Nullable Object> T transaction(Function<StatelessSession, T> work) {
        return run(() -> sessions.fromStatelessTransaction(work));
    }

    private <T extends @Nullable Object> T run(Work<T> work) {
        schemaReadiness.await();
        for (int attempt = 1; ; attempt++) {
            try {
                return work.run();
            } catch (RuntimeException e) {
                if (attempt == TRIES || !SqlFailure.isLostRace(e) || callerHasTransaction()) {
                    throw SqlFailure.translate(e);
                }
            }
        }
    }

    private boolean callerHasTransaction() {
        return switch (transactions) {
            case Transactions.Own own -> false;
            case Transactions.OfServer server -> {
                try {
                    yield server.manager().getStatus() != Status.STATUS_NO_TRANSACTION;
                } catch (SystemException e) {
                    yield true;
                }
            }
        };
    }

    /** Work that may be done more than once. */
    private interface Work<T extends @Nullable Object> {
        T run();
    }
}
