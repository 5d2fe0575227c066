package ee.chatkit.governance;

import ee.chatkit.store.HeldException;
import ee.chatkit.store.InactiveThreads;
import ee.chatkit.store.InactiveThreads.InactiveThread;
import ee.chatkit.store.InactiveThreads.Scan;
import ee.chatkit.telemetry.Metric;
import ee.chatkit.telemetry.Telemetry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Deletes threads that have been without activity for longer than their retention period: that of their opportunity or, if it has
 * none, that of all. Legal holds are respected, also one that is placed while it runs.
 *
 * <p>It looks at all threads in the order of their ids, {@value InactiveThreads#MAX_SCANNED} at a time, and deletes {@value #BATCH} in
 * a transaction, with a pause after each: a hundred in a second at most. A run that is interrupted does no harm; the next one begins
 * again and finds what is left. When another node is deleting, a run ends.
 *
 * <p>Safe for use by multiple threads.
 */
public final class Retention {
    /** How many threads are deleted in one transaction. */
    static final int BATCH = 20;

    /** How many threads a dry run looks at. */
    static final int MAX_DRY_RUN = 100_000;

    private static final Logger LOG = System.getLogger(Retention.class.getName());
    private static final int ANOTHER_NODE = -1;
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final InactiveThreads threads;
    private final RetentionSettings settings;
    private final Clock clock;
    private final Telemetry telemetry;
    private final Runnable pause;

    /** @param telemetry counts what is deleted */
    public Retention(InactiveThreads threads, RetentionSettings settings, Clock clock, Telemetry telemetry) {
        this(threads, settings, clock, telemetry, () -> LockSupport.parkNanos(PAUSE.toNanos()));
    }

    Retention(InactiveThreads threads, RetentionSettings settings, Clock clock, Telemetry telemetry, Runnable pause) {
        this.threads = threads;
        this.settings = settings;
        this.clock = clock;
        this.telemetry = telemetry;
        this.pause = pause;
    }

    /** How long conversations are kept. */
    public RetentionSettings settings() {
        return settings;
    }

    /**
     * Reports what a run would delete, and deletes nothing. Looks at up to {@value #MAX_DRY_RUN} threads.
     *
     * @param after {@link RetentionReport#after} of the report before; null for the first
     */
    public RetentionReport dryRun(@Nullable String after) {
        return pass(after, MAX_DRY_RUN, List::size);
    }

    /** Deletes what is due. Blocks until it is done, or another node is found to do it. */
    public RetentionReport run() {
        if (settings.inactiveDays() == 0 && !threads.hasOpportunityPeriods()) {
            return new RetentionReport(0, 0, 0, 0, List.of(), null);
        }
        RetentionReport report = pass(null, Long.MAX_VALUE, this::delete);
        record(report);
        return report;
    }

    /** Where a run is recorded. */
    private void record(RetentionReport report) {
        telemetry.add(Metric.SWEPT_ROWS, report.deleted(), "inactive_threads");
        if (report.deleted() > 0) {
            LOG.log(
                    Level.INFO,
                    "Retention deleted {0} inactive threads; {1} are kept by legal holds.",
                    report.deleted(),
                    report.held());
        }
    }

    /** @param deletion deletes threads that are not held; returns how many, or {@link #ANOTHER_NODE} */
    private RetentionReport pass(@Nullable String after, long max, Deletion deletion) {
        Instant now = clock.instant();
        Instant cutoff = settings.inactiveDays() == 0 ? null : now.minus(Duration.ofDays(settings.inactiveDays()));
        List<InactiveThread> first = new ArrayList<>();
        long scanned = 0;
        long deleted = 0;
        long held = 0;
        String last = after == null ? "" : after;
        while (scanned < max) {
            Scan scan = threads.scan(now, cutoff, last, InactiveThreads.MAX_SCANNED);
            scanned += scan.scanned();
            List<InactiveThread> free = scan.inactive().stream()
                    .filter(found -> found.holdId() == null)
                    .toList();
            held += scan.inactive().size() - free.size();
            scan.inactive().stream()
                    .limit(RetentionReport.MAX_THREADS - first.size())
                    .forEach(first::add);
            int done = deletion.delete(free);
            deleted += Math.max(done, 0);
            if (done == ANOTHER_NODE || scan.last() == null || scan.scanned() < InactiveThreads.MAX_SCANNED) {
                return new RetentionReport(settings.inactiveDays(), scanned, deleted, held, first, null);
            }
            last = scan.last();
        }
        return new RetentionReport(settings.inactiveDays(), scanned, deleted, held, first, last);
    }

    private int delete(List<InactiveThread> inactive) {
        int deleted = 0;
        for (int from = 0; from < inactive.size(); from += BATCH) {
            try {
                OptionalInt done = threads.delete(inactive.subList(from, Math.min(from + BATCH, inactive.size())));
                if (done.isEmpty()) {
                    return deleted == 0 ? ANOTHER_NODE : deleted;
                }
                deleted += done.getAsInt();
            } catch (HeldException e) {
                LOG.log(Level.DEBUG, "Threads are left to the next run: {0}", e.getMessage());
            }
            pause.run();
        }
        return deleted;
    }

    private interface Deletion {
        int delete(List<InactiveThread> free);
    }
}
