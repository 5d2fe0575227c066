package ee.chatkit.store.jpa;

import ee.chatkit.store.schema.Diagnosis;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Logs that calls are rejected because the database is unavailable: one line for each reason, and then at most one a minute
 * with the number of calls since. The stack trace is logged at DEBUG.
 */
final class FailureLog {
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private final Logger log;
    private final Clock clock;
    private final Map<String, Count> counts = new ConcurrentHashMap<>();

    FailureLog(Logger log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    /**
     * Adds a rejected call.
     *
     * @param reason one of a fixed number of texts
     */
    void add(String reason, Throwable cause) {
        log.log(Level.DEBUG, "Database call failed", cause);
        Instant now = clock.instant();
        Count count = counts.merge(reason, new Count(now.plus(INTERVAL), 0, 1), (found, first) -> found.next(now));
        if (count.toLog > 0) {
            log.log(
                    Level.WARNING,
                    "Database calls failed: {0}. Calls: {1}. Cause of the last: {2}",
                    reason,
                    count.toLog,
                    Diagnosis.message(cause));
        }
    }

    /**
     * The calls with one reason.
     *
     * @param next when to log again
     * @param unlogged the calls since a line was logged
     * @param toLog the number of calls to log now; 0 when nothing is to be logged
     */
    private record Count(Instant next, long unlogged, long toLog) {
        Count next(Instant now) {
            return now.isBefore(next)
                    ? new Count(next, unlogged + 1, 0)
                    : new Count(now.plus(INTERVAL), 0, unlogged + 1);
        }
    }
}
