package ee.chatkit.store.jpa;

import java.lang.System.Logger;
import java.util.logging.Level;
import liquibase.logging.core.AbstractLogService;
import liquibase.logging.core.AbstractLogger;
import org.jspecify.annotations.Nullable;

/**
 * What Liquibase says, for those who debug. It would log a stack trace with the statement at each attempt that fails; what
 * is to be known of that is logged by us.
 */
final class LiquibaseLogger extends AbstractLogService {
    private static final Logger LOG = System.getLogger(LiquibaseLogger.class.getName());

    @Override
    public int getPriority() {
        return PRIORITY_NOT_APPLICABLE;
    }

    @Override
    @SuppressWarnings({"rawtypes", "try"}) // so the interface is written
    public liquibase.logging.Logger getLog(Class speaker) {
        return new AbstractLogger() {
            @Override
            public void log(Level level, String message, @Nullable Throwable e) {
                LOG.log(Logger.Level.DEBUG, message, e);
            }
        };
    }
}
