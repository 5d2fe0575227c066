package ee.chatkit.store.schema;

import java.lang.System.Logger;
import java.util.logging.Level;
import liquibase.logging.core.AbstractLogService;
import liquibase.logging.core.AbstractLogger;
import org.jspecify.annotations.Nullable;

/**
 * Logs messages of Liquibase on level DEBUG. It logs a stack trace with the statement at each failed attempt; {@link
 * ThrottledProblemLog} logs what an operator needs of that.
 */
final class LiquibaseLogger extends AbstractLogService {
    private static final Logger LOG = System.getLogger(LiquibaseLogger.class.getName());

    @Override
    public int getPriority() {
        return PRIORITY_NOT_APPLICABLE;
    }

    @Override
    @SuppressWarnings({"rawtypes", "try"}) // as the interface declares it
    public liquibase.logging.Logger getLog(Class speaker) {
        return new AbstractLogger() {
            @Override
            public void log(Level level, String message, @Nullable Throwable e) {
                LOG.log(Logger.Level.DEBUG, message, e);
            }
        };
    }
}
