package ee.chatkit.wiring;

import ee.chatkit.store.jpa.PostgresStores;
import jakarta.enterprise.context.Dependent;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Brings the database up in the background, again and again until it succeeds, so that neither the start of the server
 * nor the return of a database needs anybody's help. Uses the server's scheduler; outside a server, one of its own.
 */
@Dependent
public class Preparation {
    private static final String SCHEDULER = "java:comp/DefaultManagedScheduledExecutorService";

    private final AtomicBoolean ended = new AtomicBoolean();
    private @Nullable ScheduledExecutorService own;
    private volatile @Nullable ScheduledFuture<?> next;

    void begin(PostgresStores stores, Duration interval) {
        attempt(stores, interval, scheduler());
    }

    private void attempt(PostgresStores stores, Duration interval, ScheduledExecutorService scheduler) {
        scheduler.execute(() -> {
            if (!ended.get() && !stores.prepare() && !ended.get()) {
                next = scheduler.schedule(
                        () -> attempt(stores, interval, scheduler), interval.toMillis(), TimeUnit.MILLISECONDS);
            }
        });
    }

    private ScheduledExecutorService scheduler() {
        Optional<ScheduledExecutorService> server = Jndi.find(ScheduledExecutorService.class, SCHEDULER);
        if (server.isPresent()) {
            return server.get();
        }
        own = Executors.newSingleThreadScheduledExecutor(
                task -> Thread.ofPlatform().daemon().name("chatkit-preparation").unstarted(task));
        return own;
    }

    void end() {
        ended.set(true);
        ScheduledFuture<?> waiting = next;
        if (waiting != null) {
            waiting.cancel(false);
        }
        if (own != null) {
            own.shutdown();
        }
    }
}
