package ee.chatkit.store.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.store.contract.MutableClock;
import ee.chatkit.store.jpa.CapturedLog;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An unchanged problem is logged at growing intervals, a new one at once. */
class ThrottledProblemLogTest {
    private final SQLException failure = new SQLException("FATAL: no", "28P01");

    private final MutableClock clock = new MutableClock();
    private final CapturedLog log = new CapturedLog();
    private final ThrottledProblemLog throttledProblemLog = new ThrottledProblemLog(log, clock);

    @Test
    void unchangedProblem_isLoggedAtGrowingIntervals() {
        for (int second = 0; second < Duration.ofDays(1).toSeconds(); second += 5) {
            throttledProblemLog.add(DatabaseProblem.AUTHENTICATION_FAILED, failure);
            clock.advance(Duration.ofSeconds(5));
        }
        // at once, after 1, 3, 7, 15, 31, 63 minutes, and then each hour
        assertEquals(7 + 22, log.lines().size());
        assertTrue(log.lines().get(1).contains("Attempt 13,"), log.lines().get(1));
    }

    @Test
    void newProblem_isLoggedAtOnce() {
        throttledProblemLog.add(DatabaseProblem.AUTHENTICATION_FAILED, failure);
        throttledProblemLog.add(DatabaseProblem.AUTHENTICATION_FAILED, failure);
        throttledProblemLog.add(DatabaseProblem.DATABASE_NOT_FOUND, failure);
        throttledProblemLog.add(DatabaseProblem.AUTHENTICATION_FAILED, failure);
        assertEquals(3, log.lines().size(), log.text());
    }
}
