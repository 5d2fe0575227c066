package ee.chatkit.wiring;

import ee.chatkit.http.idempotency.IdempotencySettings;
import ee.chatkit.http.idempotency.IdempotentRequests;
import ee.chatkit.http.idempotency.KeySweeper;
import ee.chatkit.store.IdempotencyStore;
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

/** Produces the bean of idempotent requests, renews their leases, and deletes old keys. */
@Dependent
public class IdempotencyProducer {
    static final String RETENTION_HOURS = "chatkit.idempotency.retention-hours";
    static final String LEASE = "chatkit.idempotency.lease";

    private static final System.Logger LOG = System.getLogger(IdempotencyProducer.class.getName());
    private static final int RENEWALS = 4;
    private static final Duration SWEEP_INTERVAL = Duration.ofMinutes(15);

    static IdempotencySettings settings(Config config) {
        return new IdempotencySettings(
                Duration.ofHours(Setting.number(config, RETENTION_HOURS, "24", 1, 8760, "hours")),
                Duration.ofSeconds(Setting.number(config, LEASE, "60", 4, 3600, "seconds")));
    }

    @Produces
    @Singleton
    IdempotentRequests idempotentRequests(Config config, IdempotencyStore store, Telemetry telemetry) {
        return new IdempotentRequests(store, settings(config), Clock.systemUTC(), telemetry);
    }

    /** The scheduler of leases and sweeps. */
    record KeyScheduler(Scheduler scheduler) {}

    @Produces
    @Singleton
    KeyScheduler keyScheduler() {
        return new KeyScheduler(new Scheduler("chatkit-idempotency-keys"));
    }

    /** The random delay spreads the sweeps of nodes that start together. */
    void start(
            @Observes Startup startup,
            IdempotentRequests requests,
            IdempotencyStore store,
            KeyScheduler schedule,
            Telemetry telemetry) {
        Duration renewal = requests.settings().lease().dividedBy(RENEWALS);
        schedule.scheduler()
                .repeatedly(renewal, renewal, Scheduler.inContext(() -> run("Lease renewal", requests::tick)));
        Duration first = Duration.ofSeconds(ThreadLocalRandom.current().nextLong(SWEEP_INTERVAL.toSeconds()));
        var sweeper = new KeySweeper(store, telemetry);
        schedule.scheduler()
                .repeatedly(first, SWEEP_INTERVAL, Scheduler.inContext(() -> run("Key sweep", sweeper::run)));
    }

    /** The scheduler cancels a task that throws. */
    private static void run(String what, Runnable task) {
        try {
            task.run();
        } catch (UnavailableException e) {
            LOG.log(Level.DEBUG, "{0} skipped: {1}", what, e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, what + " failed", e);
        }
    }

    void stop(@Observes Shutdown shutdown, KeyScheduler schedule) {
        schedule.scheduler().close();
    }
}
