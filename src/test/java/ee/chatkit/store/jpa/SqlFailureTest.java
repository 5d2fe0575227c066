package ee.chatkit.store.jpa;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import ee.chatkit.store.UnavailableException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** The failure that is reported is that of the statement that was executed. */
class SqlFailureTest {
    private final SQLException earlier = new SQLException("duplicate key", "23505");
    private final RuntimeException later =
            new IllegalStateException(new SQLException("wrapped", new SQLException("is aborted", "25P02", earlier)));

    @Test
    void abortedTransaction_isNotReportedAsTheEarlierFailure() {
        assertEquals("25P02", SqlFailure.state(later));
        assertFalse(SqlFailure.isRetryable(later));
        assertEquals(
                "an earlier statement has failed in the same transaction; the transaction is marked for rollback",
                SqlFailure.inCallersTransaction(later).getMessage());
    }

    @Test
    void stateOfTheDriver_isFoundBelowTheWrappersOfPools() {
        var wrapped = new SQLException("pool", "HY000", earlier);
        assertEquals("23505", SqlFailure.state(new IllegalStateException(wrapped)));
        assertEquals(
                UnavailableException.class,
                SqlFailure.translate(new IllegalStateException(wrapped)).getClass());
    }
}
