package ee.chatkit.store.jpa;

import ee.chatkit.model.AuditEntry;
import ee.chatkit.model.Caller;
import ee.chatkit.store.ConflictException;
import ee.chatkit.store.HeldException;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.ThreadNotActiveException;
import ee.chatkit.store.UnavailableException;
import ee.chatkit.store.connection.CircuitBreaker;
import ee.chatkit.store.connection.ConnectionFailure;
import ee.chatkit.store.connection.ConnectionRetry;
import ee.chatkit.store.connection.ManagedConnections;
import ee.chatkit.store.connection.ReadReplica;
import ee.chatkit.store.connection.RowLimiter;
import ee.chatkit.store.schema.DatabaseProblem;
import ee.chatkit.store.schema.SchemaReadiness;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.LockMode;
import org.hibernate.SessionFactory;
import org.hibernate.StatelessSession;
import org.hibernate.StatelessSessionBuilder;
import org.hibernate.Transaction;
import org.jspecify.annotations.Nullable;

/**
 * Runs work on the database.
 *
 * <p>Inside a JTA transaction of the caller the work joins it. Outside, a single statement runs in autocommit mode (one round
 * trip), and several run in one transaction. Work that fails by a conflict with a concurrent transaction is repeated, up to
 * four attempts in all, unless the transaction is the caller's: that one is lost. So work may run more than once.
 *
 * <p>PostgreSQL aborts a transaction with the first statement that fails, and its driver then commits it without an exception
 * and without its changes. So a failure in the database marks the caller's transaction rollback-only: its commit fails. A
 * refusal ({@link NotFoundException}, {@link ConflictException}, {@link HeldException}) is found by a statement that succeeds, and marks nothing.
 *
 * <p>With a {@link ReadReplica}, each write is noted for its caller, and {@link #forDisplay} reads there what it can. What the
 * replica does not have, and what fails there, is read from the primary.
 */
final class Database {
    private static final int MAX_ATTEMPTS = 4;

    /** A failure to connect that occupies the caller for longer than this opens the circuit breaker. */
    private static final long SLOW_NANOS = Duration.ofSeconds(1).toNanos();

    private final SessionFactory sessions;
    private final boolean withRowAccess;
    private final Transactions transactions;
    private final SchemaReadiness schemaReadiness;
    private final ManagedConnections connections;
    private final CircuitBreaker circuitBreaker;
    private final RowLimiter rowLimiter;
    private final FailureLog failureLog;
    private final @Nullable ReadReplica replica;
    private final boolean readsReplica;

    /** @param withRowAccess whether the sessions have a {@link RowAccess} */
    Database(
            SessionFactory sessions,
            boolean withRowAccess,
            Transactions transactions,
            SchemaReadiness schemaReadiness,
            ManagedConnections connections,
            CircuitBreaker circuitBreaker,
            RowLimiter rowLimiter,
            FailureLog failureLog,
            @Nullable ReadReplica replica) {
        this.sessions = sessions;
        this.withRowAccess = withRowAccess;
        this.transactions = transactions;
        this.schemaReadiness = schemaReadiness;
        this.connections = connections;
        this.circuitBreaker = circuitBreaker;
        this.rowLimiter = rowLimiter;
        this.failureLog = failureLog;
        this.replica = replica;
        this.readsReplica = false;
    }

    /** A database whose reads use the replica. */
    private Database(Database primary, ReadReplica replica) {
        this.sessions = primary.sessions;
        this.withRowAccess = primary.withRowAccess;
        this.transactions = primary.transactions;
        this.schemaReadiness = primary.schemaReadiness;
        this.connections = primary.connections;
        this.circuitBreaker = primary.circuitBreaker;
        this.rowLimiter = primary.rowLimiter;
        this.failureLog = primary.failureLog;
        this.replica = replica;
        this.readsReplica = true;
    }

    /** This database for reads that may use the replica; this one itself if there is none, or if its reads do already. */
    Database forDisplay() {
        return replica == null || readsReplica ? this : new Database(this, replica);
    }

    /** The columns of an item, for use in work: in an adopted schema the content has more members. */
    String itemColumns() {
        return ItemEntity.columns(schemaReadiness.isAdopted());
    }

    /** Whether the schema was adopted, so that contents of items may have more members. */
    boolean isAdopted() {
        return schemaReadiness.isAdopted();
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

    /** Runs work for a caller that only reads, of one statement, or of several that are consistent without a transaction. */
    <T extends @Nullable Object> T read(Caller caller, Function<StatelessSession, T> work) {
        if (readsReplica) {
            T found = readReplica(caller, work);
            if (found != null && !found.equals(Optional.empty())) {
                return found;
            }
        }
        return run(true, () -> inSession(RowAccess.of(caller), work));
    }

    /** What the replica has; null if that is nothing, or if the primary must be asked. */
    private <T extends @Nullable Object> @Nullable T readReplica(Caller caller, Function<StatelessSession, T> work) {
        ReadReplica source = replica;
        if (source == null || isInCallersTransaction()) {
            return null;
        }
        schemaReadiness.await();
        if (!source.isCurrent(caller)) {
            return null;
        }
        try {
            return inReplica(source.connections(), RowAccess.of(caller), work);
        } catch (NotFoundException e) {
            return null;
        } catch (SQLException | RuntimeException e) {
            if (!SqlFailure.isRetryable(e)) { // a read that conflicts with what is replayed is cancelled
                source.noteFailure(e);
            }
            return null;
        }
    }

    private <T extends @Nullable Object> T inReplica(
            ManagedConnections source, RowAccess access, Function<StatelessSession, T> work) throws SQLException {
        Connection connection = source.open();
        try {
            StatelessSessionBuilder builder = sessions.withStatelessOptions();
            builder = withRowAccess
                    ? builder.tenantIdentifier((Object) access.toString())
                            .connection(RowAccessConnection.of(connection, access))
                    : builder.connection(connection);
            try (StatelessSession session = builder.openStatelessSession()) {
                return work.apply(session);
            }
        } finally {
            source.close(connection);
        }
    }

    /** As {@link #read}, on the rows of all users. */
    <T extends @Nullable Object> T readOfAllUsers(Function<StatelessSession, T> work) {
        return run(true, () -> inSession(RowAccess.ALL_USERS, work));
    }

    /** Runs work for a caller of one statement, or of several that are consistent without a transaction. */
    <T extends @Nullable Object> T statement(Caller caller, Function<StatelessSession, T> work) {
        return write(caller, () -> inSession(RowAccess.of(caller), work));
    }

    private <T extends @Nullable Object> T write(Caller caller, Work<T> work) {
        if (replica == null) {
            return run(false, work);
        }
        ReadReplica noted = replica;
        try {
            return run(false, work);
        } finally {
            afterCommit(() -> noted.noteWrite(caller));
        }
    }

    /** Runs the action at the end of the caller's transaction; at once if there is none. */
    private void afterCommit(Runnable action) {
        if (transactions instanceof Transactions.Jta server && isInCallersTransaction()) {
            try {
                server.manager().getTransaction().registerSynchronization(new AfterCompletion(action));
            } catch (RollbackException | SystemException | IllegalStateException e) {
                // it will not be committed
            }
        } else {
            action.run();
        }
    }

    /** As {@link #statement}, on the rows of all users. */
    <T extends @Nullable Object> T statementOfAllUsers(Function<StatelessSession, T> work) {
        return run(false, () -> inSession(RowAccess.ALL_USERS, work));
    }

    private <T extends @Nullable Object> T inSession(RowAccess access, Function<StatelessSession, T> work) {
        try (StatelessSession session = openSession(access)) {
            return work.apply(session);
        }
    }

    private StatelessSession openSession(RowAccess access) {
        return withRowAccess
                ? sessions.withStatelessOptions()
                        .tenantIdentifier((Object) access.toString())
                        .openStatelessSession()
                : sessions.openStatelessSession();
    }

    /** Runs work for a caller of several statements that take effect completely or not at all. */
    <T extends @Nullable Object> T transaction(Caller caller, Function<StatelessSession, T> work) {
        return write(caller, () -> inSession(RowAccess.of(caller), session -> inTransaction(session, work)));
    }

    /** As {@link #transaction}, for statements that only read. */
    <T extends @Nullable Object> T readTransaction(Caller caller, Function<StatelessSession, T> work) {
        return run(true, () -> inSession(RowAccess.of(caller), session -> inTransaction(session, work)));
    }

    /** As {@link #transaction}, on the rows of all users. */
    <T extends @Nullable Object> T transactionOfAllUsers(Function<StatelessSession, T> work) {
        return run(false, () -> inSession(RowAccess.ALL_USERS, session -> inTransaction(session, work)));
    }

    /**
     * Runs work for a caller of one or several statements, and adds to the audit log what it has done, as the last statements of its
     * transaction: both are stored or neither.
     *
     * @param entries what is recorded of the result of the work; none for work that has changed nothing
     */
    <T extends @Nullable Object> T audited(
            Caller caller, Function<StatelessSession, T> work, Function<T, List<AuditEntry>> entries) {
        return write(caller, () -> inSession(RowAccess.of(caller), session -> audited(session, work, entries)));
    }

    /** As {@link #audited}, on the rows of all users. */
    <T extends @Nullable Object> T auditedOfAllUsers(
            Function<StatelessSession, T> work, Function<T, List<AuditEntry>> entries) {
        return run(false, () -> inSession(RowAccess.ALL_USERS, session -> audited(session, work, entries)));
    }

    private <T extends @Nullable Object> T audited(
            StatelessSession session, Function<StatelessSession, T> work, Function<T, List<AuditEntry>> entries) {
        if (transactions instanceof Transactions.Jta server && isInCallersTransaction()) {
            T result = work.apply(session);
            List<AuditEntry> recorded = entries.apply(result);
            if (!recorded.isEmpty()) {
                AuditSynchronization.register(server, connections, withRowAccess, recorded);
            }
            return result;
        }
        return inTransaction(session, within -> {
            T result = work.apply(within);
            List<AuditEntry> recorded = entries.apply(result);
            if (!recorded.isEmpty()) {
                within.doWork(connection -> AuditWriter.append(connection, recorded));
            }
            return result;
        });
    }

    /** Sessions of the Hibernate of WildFly, which applications with the store use, have no such method. */
    private static <T extends @Nullable Object> T inTransaction(
            StatelessSession session, Function<StatelessSession, T> work) {
        Transaction transaction = session.beginTransaction();
        try {
            T result = work.apply(session);
            transaction.commit();
            return result;
        } catch (RuntimeException e) {
            rollBack(transaction, e);
            throw e;
        }
    }

    private static void rollBack(Transaction transaction, RuntimeException cause) {
        try {
            if (transaction.isActive()) {
                transaction.rollback();
            }
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    /**
     * Runs a write that locks a row, with few others of the same row at a time: {@link RowLimiter}. In a transaction of the
     * caller at once, because that one may hold the lock.
     */
    <T extends @Nullable Object> T writeRow(String row, Supplier<T> write) {
        return isInCallersTransaction() ? write.get() : rowLimiter.write(row, write);
    }

    private <T extends @Nullable Object> T run(boolean readOnly, Work<T> work) {
        try {
            return runUnlessUnavailable(readOnly, work);
        } catch (NotFoundException | ConflictException | ThreadNotActiveException e) {
            throw e;
        } catch (RuntimeException e) {
            throw SqlFailure.isFailure(e) && markRollbackOnly(e) ? SqlFailure.inCallersTransaction(e) : e;
        }
    }

    private <T extends @Nullable Object> T runUnlessUnavailable(boolean readOnly, Work<T> work) {
        schemaReadiness.await();
        String rejection = circuitBreaker.reason().orElse(null);
        if (rejection == null) {
            return attempt(readOnly, work);
        }
        if (!circuitBreaker.beginTrial()) {
            throw new UnavailableException(rejection);
        }
        try {
            return attempt(readOnly, work);
        } finally {
            circuitBreaker.endTrial();
        }
    }

    private <T extends @Nullable Object> T attempt(boolean readOnly, Work<T> work) {
        var retry = new ConnectionRetry(readOnly);
        for (int attempt = 1; ; attempt++) {
            long begin = System.nanoTime();
            try {
                T result = work.run();
                circuitBreaker.close();
                return result;
            } catch (RuntimeException e) {
                ConnectionFailure failure = ConnectionFailure.of(e);
                connections.note(failure);
                boolean repeat = !isInCallersTransaction()
                        && (retry.permits(failure) || (attempt < MAX_ATTEMPTS && SqlFailure.isRetryable(e)));
                if (!repeat) {
                    throw refused(failure, e, System.nanoTime() - begin);
                }
            }
        }
    }

    private RuntimeException refused(ConnectionFailure failure, RuntimeException e, long nanos) {
        RuntimeException refusal = failure == ConnectionFailure.TIMEOUT
                ? new UnavailableException(DatabaseProblem.NO_RESPONSE.reason(), e)
                : SqlFailure.translate(e);
        if (refusal instanceof UnavailableException unavailable) {
            String reason = String.valueOf(unavailable.getMessage());
            if (failure == ConnectionFailure.TIMEOUT || (nanos > SLOW_NANOS && isWithoutConnection(reason))) {
                circuitBreaker.open(reason);
            }
            if (!SqlFailure.isUniqueViolation(e)) { // an id that is in use: the caller's affair
                failureLog.add(reason, e);
            }
        }
        return refusal;
    }

    /** The pool had no connection within its waiting time, or could not open one. */
    private static boolean isWithoutConnection(String reason) {
        return reason.equals(DatabaseProblem.CONNECTION_UNAVAILABLE.reason())
                || reason.equals(DatabaseProblem.UNAVAILABLE.reason());
    }

    /** Whether the calling thread has a JTA transaction, which operations join. */
    boolean isInCallersTransaction() {
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

    /** Marks the caller's transaction rollback-only; returns whether there is one. */
    private boolean markRollbackOnly(RuntimeException reason) {
        return switch (transactions) {
            case Transactions.Local local -> false;
            case Transactions.Jta server -> {
                if (!isInCallersTransaction()) {
                    yield false;
                }
                try {
                    server.manager().setRollbackOnly();
                } catch (SystemException | IllegalStateException e) {
                    reason.addSuppressed(e); // it is being rolled back already
                }
                yield true;
            }
        };
    }

    /** Runs an action when a transaction has ended. */
    private record AfterCompletion(Runnable action) implements Synchronization {
        @Override
        public void beforeCompletion() {}

        @Override
        public void afterCompletion(int status) {
            action.run();
        }
    }

    /** Work that may run more than once. */
    private interface Work<T extends @Nullable Object> {
        T run();
    }
}
