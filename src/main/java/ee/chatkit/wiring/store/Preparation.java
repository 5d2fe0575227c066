package ee.chatkit.wiring.store;

import ee.chatkit.store.jpa.PostgresStores;
import ee.chatkit.wiring.server.Scheduler;
import jakarta.enterprise.context.Dependent;
import java.time.Duration;
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
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Scheduler scheduler = new Scheduler("chatkit-preparation");
    private volatile @Nullable ScheduledFuture<?> next;

    void begin(PostgresStores stores, Duration interval) {
        attempt(stores, interval, scheduler.find());
    }

    private void attempt(PostgresStores stores, Duration interval, ScheduledExecutorService scheduler) {
        scheduler.execute(() -> {
            if (!ended.get() && !stores.prepare() && !ended.get()) {
                next = scheduler.schedule(
                        () -> attempt(stores, interval, scheduler), interval.toMillis(), TimeUnit.MILLISECONDS);
            }
        });
    }

    void end() {
        ended.set(true);
        ScheduledFuture<?> waiting = next;
        if (waiting != null) {
            waiting.cancel(false);
        }
        scheduler.close();
    }
}
