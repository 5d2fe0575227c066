package ee.chatkit.wiring;

import ee.chatkit.chat.DeferredItems;
import ee.chatkit.http.stream.ClientWatch;
import ee.chatkit.http.stream.EventStreams;
import ee.chatkit.http.stream.StreamSettings;
import ee.chatkit.wiring.server.Scheduler;
import ee.chatkit.wiring.server.Setting;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.eclipse.microprofile.config.Config;

/**
 * Writes heartbeats to silent streams, and ends responses whose clients do not read: one thread for all of them. Another
 * thread stores answers that could not be stored because the store was unavailable.
 */
@ApplicationScoped
public class StreamScheduler {
    static final String WRITE_TIMEOUT = "chatkit.stream.write-timeout";
    static final String HEARTBEAT_INTERVAL = "chatkit.stream.heartbeat-interval";
    static final String DRAIN = "chatkit.turns.drain";

    private static final System.Logger LOG = System.getLogger(StreamScheduler.class.getName());
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(2);

    private final Scheduler scheduler = new Scheduler("chatkit-streams");
    private final Scheduler deferral = new Scheduler("chatkit-deferred-items");

    static StreamSettings settings(Config config) {
        return new StreamSettings(
                Duration.ofSeconds(Setting.number(config, WRITE_TIMEOUT, "30", 1, 3600, "seconds")),
                Duration.ofSeconds(Setting.number(config, HEARTBEAT_INTERVAL, "15", 1, 3600, "seconds")),
                Duration.ofSeconds(Setting.number(config, DRAIN, "5", 0, 600, "seconds")));
    }

    void start(@Observes Startup startup, EventStreams streams, ClientWatch clients, DeferredItems deferred) {
        scheduler.repeatedly(
                INTERVAL,
                INTERVAL,
                () -> run(() -> {
                    streams.tick();
                    clients.tick();
                }));
        deferral.repeatedly(RETRY_INTERVAL, RETRY_INTERVAL, Scheduler.inContext(() -> run(deferred::retry)));
    }

    /** The scheduler cancels a task that throws. */
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "A periodic task of the streams failed", e);
        }
    }

    @PreDestroy
    void stop() {
        scheduler.close();
        deferral.close();
    }
}
