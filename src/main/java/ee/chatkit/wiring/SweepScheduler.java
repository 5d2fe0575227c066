package ee.chatkit.wiring;

import ee.chatkit.attachment.AttachmentServices;
import ee.chatkit.attachment.AttachmentSweeper;
import ee.chatkit.store.UnavailableException;
import ee.chatkit.telemetry.Telemetry;
import ee.chatkit.wiring.server.Scheduler;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Deletes expired attachments at intervals. It runs on every node of a cluster; concurrent sweeps do not interfere. */
@ApplicationScoped
public class SweepScheduler {
    private static final System.Logger LOG = System.getLogger(SweepScheduler.class.getName());
    private static final Duration INTERVAL = Duration.ofMinutes(15);

    private final Scheduler scheduler = new Scheduler("chatkit-attachment-sweep");
    private final AttachmentServices services;
    private final Telemetry telemetry;

    @SuppressWarnings(
            "NullAway") // only for the client proxy of the container, which calls no method of its own instance
    protected SweepScheduler() {
        this(null, null);
    }

    @Inject
    SweepScheduler(AttachmentServices services, Telemetry telemetry) {
        this.telemetry = telemetry;
        this.services = services;
    }

    /** The random delay spreads the sweeps of nodes that start together. */
    void start(@Observes Startup startup) {
        Duration first = Duration.ofSeconds(ThreadLocalRandom.current().nextLong(INTERVAL.toSeconds()));
        scheduler.repeatedly(first, INTERVAL, Scheduler.inContext(this::sweep));
    }

    private void sweep() {
        try {
            new AttachmentSweeper(services, telemetry).run();
        } catch (UnavailableException e) {
            LOG.log(Level.DEBUG, "Attachment sweep skipped: {0}", e.getMessage());
        } catch (RuntimeException e) { // the scheduler cancels a task that throws
            LOG.log(Level.WARNING, "Attachment sweep failed", e);
        }
    }

    @PreDestroy
    void stop() {
        scheduler.close();
    }
}
