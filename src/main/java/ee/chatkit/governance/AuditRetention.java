package ee.chatkit.governance;

import ee.chatkit.store.AuditLog;
import ee.chatkit.telemetry.Metric;
import ee.chatkit.telemetry.Telemetry;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;

/**
 * Removes records of the audit log after their time, in batches of {@value #BATCH}, which keep deletions waiting for a moment
 * each; several nodes may run it concurrently.
 */
public final class AuditRetention {
    private static final System.Logger LOG = System.getLogger(AuditRetention.class.getName());
    private static final int BATCH = 1000;

    /** The limit of one run; the next one continues. */
    private static final int BATCHES = 1000;

    private final AuditLog log;
    private final Duration keep;
    private final Clock clock;
    private final Telemetry telemetry;

    /**
     * Creates the job.
     *
     * @param keep how long records are kept; zero for ever
     * @param telemetry counts what is removed
     */
    public AuditRetention(AuditLog log, Duration keep, Clock clock, Telemetry telemetry) {
        this.log = log;
        this.keep = keep;
        this.clock = clock;
        this.telemetry = telemetry;
    }

    /** Removes what is due. Blocks for one transaction per batch. */
    public void run() {
        if (keep.isZero()) {
            return;
        }
        long total = 0;
        for (int n = 0; n < BATCHES; n++) {
            int removed = log.removeBefore(clock.instant().minus(keep), BATCH);
            total += removed;
            if (removed < BATCH) {
                break;
            }
        }
        telemetry.add(Metric.SWEPT_ROWS, total, "audit");
        if (total > 0) {
            LOG.log(Level.INFO, "Removed {0} records of the audit log.", total);
        }
    }
}
