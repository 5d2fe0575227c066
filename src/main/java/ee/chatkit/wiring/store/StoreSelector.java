package ee.chatkit.wiring.store;

import ee.chatkit.store.jpa.PostgresStores;
import ee.chatkit.store.jpa.Transactions;
import ee.chatkit.store.memory.MemoryStore;
import ee.chatkit.telemetry.Telemetry;
import ee.chatkit.wiring.server.Jndi;
import ee.chatkit.wiring.server.Scheduler;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.UserTransaction;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * Selects the store once, at startup, by configuration: PostgreSQL when a datasource is bound, even while its database is
 * unavailable, and memory when none is. The schema is prepared in the background and the attempt is repeated until it
 * succeeds, so that neither the start of the server nor the return of the database needs an operator.
 */
final class StoreSelector {
    private static final Logger LOG = System.getLogger(StoreSelector.class.getName());

    /** A server binds its resources while it deploys: how long a required datasource may take to appear. */
    private static final Duration MAX_WAIT = Duration.ofSeconds(10);

    private StoreSelector() {}

    /** @throws IllegalStateException when a datasource is required and none is bound */
    static SelectedStore select(StoreSettings settings, Telemetry telemetry) {
        return switch (settings.store()) {
            case MEMORY -> memory(StoreSettings.STORE + " is 'memory'", settings);
            case AUTO ->
                find(settings.datasources())
                        .map(found -> postgres(found, settings, telemetry))
                        .orElseGet(() -> memory(
                                "no datasource is bound to any of the names " + settings.datasources(), settings));
            case JPA ->
                await(settings.datasources())
                        .map(found -> postgres(found, settings, telemetry))
                        .orElseThrow(() -> new IllegalStateException(StoreSettings.STORE
                                + " is 'jpa', but no datasource is bound to any of the names in "
                                + StoreSettings.DATASOURCE + ": " + settings.datasources()));
        };
    }

    private static SelectedStore memory(String reason, StoreSettings settings) {
        LOG.log(
                Level.WARNING,
                "Conversations are stored in memory ({0}). THEY ARE LOST WHEN THE SERVER STOPS. To store them durably,"
                        + " bind a PostgreSQL datasource to one of the names in {1}.",
                reason,
                StoreSettings.DATASOURCE);
        return SelectedStore.of(new MemoryStore(Clock.systemUTC(), settings.memoryBytes()));
    }

    private static SelectedStore postgres(NamedDataSource found, StoreSettings settings, Telemetry telemetry) {
        LOG.log(Level.INFO, "Conversations are stored in PostgreSQL (datasource {0}).", found.name);
        var stores = new PostgresStores(
                found.dataSource,
                transactions(),
                Clock.systemUTC(),
                settings.limits(),
                settings.rowLevelSecurity(),
                telemetry,
                replica(settings).orElse(null));
        var scheduler = new Scheduler("chatkit-preparation");
        prepare(stores, scheduler, Duration.ZERO, settings);
        return SelectedStore.of(stores, () -> {
            scheduler.close();
            stores.close();
        });
    }

    private static Optional<PostgresStores.Replica> replica(StoreSettings settings) {
        if (settings.readDatasources().isEmpty()) {
            return Optional.empty();
        }
        NamedDataSource found = await(settings.readDatasources())
                .orElseThrow(() -> new IllegalStateException("No datasource is bound to any of the names in "
                        + StoreSettings.READ_DATASOURCE + ": " + settings.readDatasources()));
        LOG.log(Level.INFO, "Lists, history and exports are read from a replica (datasource {0}).", found.name);
        return Optional.of(new PostgresStores.Replica(found.dataSource, settings.maxReadLag()));
    }

    private static void prepare(PostgresStores stores, Scheduler scheduler, Duration delay, StoreSettings settings) {
        scheduler.after(delay, Scheduler.inContext(() -> {
            if (!stores.prepareFor(settings.adoptionOwner())) {
                prepare(stores, scheduler, settings.retryInterval(), settings);
            }
        }));
    }

    private static Transactions transactions() {
        Optional<TransactionManager> manager = Jndi.first(
                TransactionManager.class, "java:jboss/TransactionManager", "java:appserver/TransactionManager");
        Optional<UserTransaction> user =
                Jndi.first(UserTransaction.class, "java:jboss/UserTransaction", "java:comp/UserTransaction");
        if (manager.isPresent() && user.isPresent()) {
            return new Transactions.Jta(manager.get(), user.get());
        }
        LOG.log(
                Level.WARNING,
                "No JTA transaction manager found: the store does not join the transactions of its callers.");
        return Transactions.LOCAL;
    }

    private static Optional<NamedDataSource> await(List<String> names) {
        long end = System.nanoTime() + MAX_WAIT.toNanos();
        Optional<NamedDataSource> found = find(names);
        while (found.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            found = find(names);
        }
        return found;
    }

    private static Optional<NamedDataSource> find(List<String> names) {
        for (String name : names) {
            Optional<DataSource> found = Jndi.find(DataSource.class, name);
            if (found.isPresent()) {
                return Optional.of(new NamedDataSource(name, found.get()));
            }
        }
        return Optional.empty();
    }

    private record NamedDataSource(String name, DataSource dataSource) {}
}
