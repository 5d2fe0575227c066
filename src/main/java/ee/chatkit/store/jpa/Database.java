package ee.chatkit.store.jpa;

import ee.chatkit.model.Caller;
import jakarta.transaction.Status;
import jakarta.transaction.SystemException;
import java.util.function.Function;
import org.hibernate.LockMode;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.jspecify.annotations.Nullable;

/**
 * Runs work on the database.
 *
 * <p>Inside a JTA transaction of the caller the work joins it. Outside, a single statement runs in autocommit mode (one round
 * trip), and several run in one transaction. Work that fails by a conflict with a concurrent transaction is repeated, up to
 * four attempts in all, unless the transaction is the caller's: that one is lost. So work may run more than once.
 */
final class Database {
    private static final int MAX_ATTEMPTS = 4;

    private final SessionFactory sessions;
    private final Transactions transactions;
    private final SchemaReadiness schemaReadiness;

    Database(SessionFactory sessions, Transactions transactions, SchemaReadiness schemaReadiness) {
        this.sessions = sessions;
        this.transactions = transactions;
        this.schemaReadiness = schemaReadiness;
    }

    /** The columns of an item, for use in work: in an adopted schema the content has more members. */
    String itemColumns() {
        return ItemEntity.columns(schemaReadiness.isAdopted());
    }

    /** The entity with this id that the caller owns, by its named query. */
    static <E> @Nullable E find(StatelessSession session, Class<E> type, String query, Caller caller, String id) {
        return session.createNamedSelectionQuery(query, type)
                .setParameter("id", id)
                .setParameter("userId", caller.userId())
                .getSingleResultOrNull();
    }

    /**
     * As {@link #find}, and locks the row until the transaction ends. A row that had to be waited for is read as the other
     * transaction has left it.
     */
    static <E> @Nullable E lock(StatelessSession session, Class<E> type, String query, Caller caller, String id) {
        return session.createNamedSelectionQuery(query, type)
                .setParameter("id", id)
                .setParameter("userId", caller.userId())
                .setHibernateLockMode(LockMode.PESSIMISTIC_WRITE)
                .getSingleResultOrNull();
    }

    /** Deletes the row with this id that the caller owns, by its named query; foreign keys delete dependent rows. */
    boolean delete(String query, Caller caller, String id) {
        return statement(session -> session.createNamedMutationQuery(query)
                        .setParameter("id", id)
                        .setParameter("userId", caller.userId())
                        .executeUpdate())
                > 0;
    }

    /** Runs work of one statement, or of several that are consistent without a transaction. */
    <T extends @Nullable Object> T statement(Function<StatelessSession, T> work) {
        return run(() -> {
            try (StatelessSession session = sessions.openStatelessSession()) {
                return work.apply(session);
            }
        });
    }

    /** Runs work of several statements that take effect completely or not at all. */
    <T extends @Nullable Object> T transaction(Function<StatelessSession, T> work) {
        return run(() -> sessions.fromStatelessTransaction(work));
    }

    private <T extends @Nullable Object> T run(Work<T> work) {
        schemaReadiness.await();
        for (int attempt = 1; ; attempt++) {
            try {
                return work.run();
            } catch (RuntimeException e) {
                if (attempt == MAX_ATTEMPTS || !SqlFailure.isRetryable(e) || callerHasTransaction()) {
                    throw SqlFailure.translate(e);
                }
            }
        }
    }

    private boolean callerHasTransaction() {
        return switch (transactions) {
            case Transactions.Local local -> false;
            case Transactions.Jta server -> {
                try {
                    yield server.manager().getStatus() != Status.STATUS_NO_TRANSACTION;
                } catch (SystemException e) {
                    yield true;
                }
            }
        };
    }

    /** Work that may run more than once. */
    private interface Work<T extends @Nullable Object> {
        T run();
    }
}
