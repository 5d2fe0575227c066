package ee.chatkit.http.idempotency;

import ee.chatkit.store.IdempotencyStore;
import ee.chatkit.telemetry.Metric;
import ee.chatkit.telemetry.Telemetry;
import java.lang.System.Logger.Level;

/** Deletes idempotency keys after their retention, in batches of {@value #BATCH}; several nodes may run it concurrently. */
public final class KeySweeper {
    private static final System.Logger LOG = System.getLogger(KeySweeper.class.getName());
    private static final int BATCH = 1000;

    /** The limit of one run; the next one continues. */
    private static final int BATCHES = 1000;

    private final IdempotencyStore store;
    private final Telemetry telemetry;

    /**
     * Creates a sweeper.
     *
     * @param telemetry counts what is deleted
     */
    public KeySweeper(IdempotencyStore store, Telemetry telemetry) {
        this.telemetry = telemetry;
        this.store = store;
    }

    /** Deletes what is due. Blocks for one statement per batch. */
    public void run() {
        int total = 0;
        for (int n = 0; n < BATCHES; n++) {
            int deleted = store.sweep(BATCH);
            total += deleted;
            if (deleted < BATCH) {
                break;
            }
        }
        telemetry.add(Metric.SWEPT_ROWS, total, "idempotency_keys");
        if (total > 0) {
            LOG.log(Level.INFO, "Deleted {0} idempotency keys.", total);
        }
    }
}
