package ee.chatkit.wiring;

import ee.chatkit.attachment.AttachmentServices;
import ee.chatkit.attachment.AttachmentSweeper;
import ee.chatkit.store.UnavailableException;
import ee.chatkit.wiring.server.Scheduler;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.inject.Inject;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Sweeps attachments again and again, on every node: they do not get into each other's way. */
@ApplicationScoped
public class SweepScheduler {
    private static final System.Logger LOG = System.getLogger(SweepScheduler.class.getName());
    private static final Duration PAUSE = Duration.ofMinutes(15);

    private final Scheduler scheduler = new Scheduler("chatkit-sweeping");
    private final AttachmentServices services;

    @SuppressWarnings("NullAway") // for the container's proxy only, which calls none of its methods
    protected SweepScheduler() {
        this(null);
    }

    @Inject
    SweepScheduler(AttachmentServices services) {
        this.services = services;
    }

    /** Nodes that are started together do not sweep together. */
    void begin(@Observes Startup startup) {
        Duration first = Duration.ofSeconds(ThreadLocalRandom.current().nextLong(PAUSE.toSeconds()));
        scheduler.repeatedly(first, PAUSE, Scheduler.inContext(this::sweep));
    }

    private void sweep() {
        try {
            new AttachmentSweeper(services).run();
        } catch (UnavailableException e) {
            LOG.log(Level.DEBUG, "nothing is swept now: {0}", e.getMessage());
        } catch (RuntimeException e) { // otherwise the scheduler would never try again
            LOG.log(Level.WARNING, "sweeping attachments failed", e);
        }
    }

    @PreDestroy
    void end() {
        scheduler.close();
    }
}
