package ee.chatkit.store.schema;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Logs why the database cannot be used. An attempt is made every few seconds, possibly for days: a new reason is logged
 * at once, an unchanged one again after 1, 2, 4, ... minutes, and at least once an hour.
 */
final class ThrottledProblemLog {
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final Logger log;
    private final Clock clock;
    private String reason = "";
    private int attempts;
    private Duration pause = FIRST_PAUSE;
    private @Nullable Instant next;

    ThrottledProblemLog(Logger log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    synchronized void add(DatabaseProblem databaseProblem, Throwable e) {
        Instant now = clock.instant();
        log.log(Level.DEBUG, "Database not ready", e);
        if (!databaseProblem.reason().equals(reason)) {
            reason = databaseProblem.reason();
            attempts = 0;
            pause = FIRST_PAUSE;
            next = null;
        }
        attempts++;
        if (next != null && now.isBefore(next)) {
            return;
        }
        if (next != null) {
            Duration doubled = pause.multipliedBy(2);
            pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
        }
        next = now.plus(pause);
        log.log(
                Level.WARNING,
                "Database not ready: {0}. {1} Cause: {2}. Attempt {3}, retrying until one succeeds.",
                databaseProblem.reason(),
                databaseProblem.advice(),
                Diagnosis.message(e),
                attempts);
    }
}
