package ee.chatkit.chat;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Logs failures of the application's code. Messages of its exceptions may quote users, so the entry names the class of the
 * exception only; the exception itself, with its stack trace, is logged at level DEBUG.
 */
final class ApplicationFailures {
    private ApplicationFailures() {}

    /** @param what what failed, with the ids that it concerns */
    static void log(Logger log, Level level, String what, Throwable failure) {
        log.log(
                level,
                "{0}: {1} (stack trace at level DEBUG)",
                what,
                failure.getClass().getName());
        log.log(Level.DEBUG, what, failure);
    }
}
