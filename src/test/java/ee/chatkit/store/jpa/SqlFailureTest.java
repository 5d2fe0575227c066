package ee.chatkit.store.jpa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.store.UnavailableException;
import ee.chatkit.store.connection.ConnectionFailure;
import ee.chatkit.store.schema.Causes;
import ee.chatkit.store.schema.TroubleshootingPageTest;
import jakarta.transaction.RollbackException;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.util.stream.Stream;
import javax.transaction.xa.XAException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The failure that is reported is that of the statement that was executed. */
class SqlFailureTest {
    private final SQLException earlier = new SQLException("duplicate key", "23505");
    private final RuntimeException later =
            new IllegalStateException(new SQLException("wrapped", new SQLException("is aborted", "25P02", earlier)));

    @Test
    void abortedTransaction_isNotReportedAsTheEarlierFailure() {
        assertEquals("25P02", Causes.state(later));
        assertFalse(SqlFailure.isRetryable(later));
        assertEquals(
                "an earlier statement has failed in the same transaction; the transaction is marked for rollback",
                SqlFailure.inCallersTransaction(later).getMessage());
    }

    @Test
    void stateOfTheDriver_isFoundBelowTheWrappersOfPools() {
        var wrapped = new SQLException("pool", "HY000", earlier);
        assertEquals("23505", Causes.state(new IllegalStateException(wrapped)));
        assertEquals(
                UnavailableException.class,
                SqlFailure.translate(new IllegalStateException(wrapped)).getClass());
    }

    /** As WildFly reports it. */
    @Test
    void failedCommitOfATransactionManager_isReportedByItsSuppressedCause() {
        var terminated = new SQLException("terminating connection due to administrator command", "57P01");
        RuntimeException failed = failedCommit(terminated);
        assertEquals("57P01", Causes.state(failed));
        assertTrue(SqlFailure.isFailure(failed));
        assertEquals(
                "database is starting up or shutting down",
                SqlFailure.translate(failed).getMessage());
        assertEquals(ConnectionFailure.NOT_EXECUTED, ConnectionFailure.of(failed));
        var broken = new SQLException("I/O error", "08006", new SocketTimeoutException());
        assertEquals(ConnectionFailure.TIMEOUT, ConnectionFailure.of(failedCommit(broken)));
    }

    private static RuntimeException failedCommit(SQLException failure) {
        var rollback = new RollbackException("Could not commit transaction");
        rollback.addSuppressed(new XAException("Could not commit local transaction"));
        rollback.getSuppressed()[0].initCause(new IllegalStateException(failure));
        return new IllegalStateException("JTA TransactionManager.commit() failed", rollback);
    }

    /** Such as one of closing a connection after the statement has failed. */
    @Test
    void suppressedFailure_doesNotReplaceThatOfTheStatement() {
        var failed = new IllegalStateException(earlier);
        failed.addSuppressed(new SQLException("closed", "08003"));
        assertEquals("23505", Causes.state(failed));
        assertEquals(ConnectionFailure.NONE, ConnectionFailure.of(failed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01", "23503", "23505", "25P02", "55P03", "57014", "08006"})
    void reasons_areExplainedInTheManual(String state) throws Exception {
        var failure = new IllegalStateException(new SQLException("no message", state));
        TroubleshootingPageTest.assertExplained(
                Stream.of(String.valueOf(SqlFailure.translate(failure).getMessage())));
    }
}
