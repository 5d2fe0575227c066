package ee.chatkit.limits;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.Caller;
import org.junit.jupiter.api.Test;

class LimitLogTest {
    private static final Caller ANN = new Caller("ann");
    private static final long SECOND = 1_000_000_000L;

    @Test
    void eachLimit_isLoggedOnceAMinute() {
        var log = new LimitLog(0);
        assertTrue(log.exceeded(Limit.THREADS, 5, ANN, 0));
        assertFalse(log.exceeded(Limit.THREADS, 5, ANN, 59 * SECOND));
        assertTrue(log.exceeded(Limit.NODE_TURNS, 5, ANN, 59 * SECOND));
        assertTrue(log.exceeded(Limit.THREADS, 5, ANN, 60 * SECOND));
    }
}
