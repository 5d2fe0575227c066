package ee.chatkit.wiring;

import ee.chatkit.attachment.AttachmentServices;
import ee.chatkit.governance.AuditTrail;
import ee.chatkit.governance.Erasure;
import ee.chatkit.governance.Retention;
import ee.chatkit.governance.RetentionSettings;
import ee.chatkit.store.InactiveThreads;
import ee.chatkit.store.OpportunityStore;
import ee.chatkit.store.Store;
import ee.chatkit.store.UnavailableException;
import ee.chatkit.store.UserRecords;
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

/** Produces the beans of retention and erasure, and runs retention at intervals. */
@Dependent
public class GovernanceProducer {
    static final String INACTIVE_DAYS = "chatkit.retention.inactive-days";
    static final String INTERVAL_HOURS = "chatkit.retention.interval-hours";

    private static final System.Logger LOG = System.getLogger(GovernanceProducer.class.getName());

    static RetentionSettings settings(Config config) {
        return new RetentionSettings(
                Setting.number(config, INACTIVE_DAYS, "0", 0, 36_500, "days"),
                Duration.ofHours(Setting.number(config, INTERVAL_HOURS, "24", 1, 720, "hours")));
    }

    @Produces
    @Singleton
    Retention retention(Config config, InactiveThreads threads, Telemetry telemetry) {
        return new Retention(threads, settings(config), Clock.systemUTC(), telemetry);
    }

    @Produces
    @Singleton
    Erasure erasure(
            Store store,
            OpportunityStore opportunities,
            AttachmentServices attachments,
            UserRecords records,
            AuditTrail auditTrail) {
        return new Erasure(store, opportunities, attachments.contents(), records, auditTrail);
    }

    /** The scheduler of retention. */
    record RetentionScheduler(Scheduler scheduler) {}

    @Produces
    @Singleton
    RetentionScheduler retentionScheduler() {
        return new RetentionScheduler(new Scheduler("chatkit-retention"));
    }

    /** The random delay spreads the runs of nodes that start together. */
    void start(@Observes Startup startup, Retention retention, RetentionScheduler schedule) {
        Duration interval = retention.settings().interval();
        Duration first = Duration.ofSeconds(
                60 + ThreadLocalRandom.current().nextLong(Duration.ofHours(1).toSeconds()));
        schedule.scheduler().repeatedly(first, interval, Scheduler.inContext(() -> run(retention)));
    }

    /** The scheduler cancels a task that throws. */
    private static void run(Retention retention) {
        try {
            retention.run();
        } catch (UnavailableException e) {
            LOG.log(Level.DEBUG, "Retention skipped: {0}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Retention failed", e);
        }
    }

    void stop(@Observes Shutdown shutdown, RetentionScheduler schedule) {
        schedule.scheduler().close();
    }
}
