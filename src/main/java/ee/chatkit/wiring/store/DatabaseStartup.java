package ee.chatkit.wiring.store;

import ee.chatkit.store.jpa.PostgresStores;
import ee.chatkit.wiring.server.Scheduler;
import java.time.Duration;

/**
 * Brings the database up in the background, again and again until it succeeds, so that neither the start of the server
 * nor the return of a database needs anybody's help.
 */
final class DatabaseStartup {
    private final Scheduler scheduler = new Scheduler("chatkit-preparation");

    void begin(PostgresStores stores, Duration interval) {
        attempt(stores, Duration.ZERO, interval);
    }

    private void attempt(PostgresStores stores, Duration delay, Duration interval) {
        scheduler.after(delay, Scheduler.inContext(() -> {
            if (!stores.prepare()) {
                attempt(stores, interval, interval);
            }
        }));
    }

    void end() {
        scheduler.close();
    }
}
