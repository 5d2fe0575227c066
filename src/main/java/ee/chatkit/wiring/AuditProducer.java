package ee.chatkit.wiring;

import ee.chatkit.governance.AuditRetention;
import ee.chatkit.governance.AuditTrail;
import ee.chatkit.store.AuditLog;
import ee.chatkit.store.UnavailableException;
import ee.chatkit.telemetry.Telemetry;
import ee.chatkit.wiring.server.Scheduler;
import ee.chatkit.wiring.server.Setting;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Shutdown;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.microprofile.config.Config;

/** Produces the bean that records in the audit log, records what waits for it, and removes old records. */
@Dependent
public class AuditProducer {
    static final String KEEP_DAYS = "chatkit.audit.keep-days";

    private static final System.Logger LOG = System.getLogger(AuditProducer.class.getName());
    private static final Duration FLUSH_INTERVAL = Duration.ofSeconds(1);
    private static final Duration RETENTION_INTERVAL = Duration.ofHours(1);

    /** How long records are kept; zero for ever. */
    static Duration keep(Config config) {
        return Duration.ofDays(Setting.number(config, KEEP_DAYS, "0", 0, 36_500, "days"));
    }

    @Produces
    @Singleton
    AuditTrail auditTrail(AuditLog log) {
        return new AuditTrail(log);
    }

    /** The scheduler of what waits, and of retention. */
    record AuditScheduler(Scheduler scheduler) {}

    @Produces
    @Singleton
    AuditScheduler auditScheduler() {
        return new AuditScheduler(new Scheduler("chatkit-audit"));
    }

    /** The random delay spreads the jobs of nodes that start together. */
    void start(
            @Observes Startup startup,
            Config config,
            AuditLog log,
            AuditTrail trail,
            AuditScheduler schedule,
            Telemetry telemetry) {
        Duration keep = keep(config);
        schedule.scheduler()
                .repeatedly(FLUSH_INTERVAL, FLUSH_INTERVAL, Scheduler.inContext(() -> run("Audit log", trail::flush)));
        if (!keep.isZero()) {
            var retention = new AuditRetention(log, keep, Clock.systemUTC(), telemetry);
            Duration first = Duration.ofSeconds(ThreadLocalRandom.current().nextLong(RETENTION_INTERVAL.toSeconds()));
            schedule.scheduler()
                    .repeatedly(
                            first,
                            RETENTION_INTERVAL,
                            Scheduler.inContext(() -> run("Retention of the audit log", retention::run)));
        }
    }

    /** The scheduler cancels a task that throws. */
    private static void run(String what, Runnable task) {
        try {
            task.run();
        } catch (UnavailableException e) {
            LOG.log(Level.DEBUG, "{0} postponed: {1}", what, e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, what + " failed", e);
        }
    }

    void stop(@Observes Shutdown shutdown, AuditTrail trail, AuditScheduler schedule) {
        schedule.scheduler().close();
        run("Audit log", trail::flush);
    }
}
