package ee.chatkit.wiring.store;

import ee.chatkit.store.Archive;
import ee.chatkit.store.AttachmentContents;
import ee.chatkit.store.AttachmentMaintenance;
import ee.chatkit.store.OpportunityStore;
import ee.chatkit.store.Store;
import ee.chatkit.store.jpa.PostgresStores;
import ee.chatkit.store.jpa.Transactions;
import ee.chatkit.store.memory.MemoryStore;
import ee.chatkit.wiring.server.Jndi;
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
 * The store, chosen once by what is configured: PostgreSQL where a datasource is bound, also when its database does not
 * answer right now, and memory where none is. Says which one it is and why.
 */
public class StoreSelector {
    private static final Logger LOG = System.getLogger(StoreSelector.class.getName());

    /** How long a datasource that must be there may take to appear: a server binds its resources while it deploys. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final DatabaseStartup databaseStartup;
    private final SelectedStore selectedStore;

    @SuppressWarnings("NullAway") // for the container's proxy only, which calls none of its methods
    protected StoreSelector() {
        databaseStartup = null;
        selectedStore = null;
    }

    StoreSelector(StoreSettings settings) {
        databaseStartup = new DatabaseStartup();
        selectedStore = switch (settings.store()) {
            case MEMORY -> memory(StoreSettings.STORE + " is 'memory'", settings);
            case AUTO ->
                bound(settings.datasources())
                        .<SelectedStore>map(found -> postgres(found, settings))
                        .orElseGet(() -> memory(
                                "no datasource is bound to any of the names " + settings.datasources(), settings));
            case JPA ->
                await(settings.datasources())
                        .<SelectedStore>map(found -> postgres(found, settings))
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
        return new SelectedStore.Memory(new MemoryStore(Clock.systemUTC(), settings.memoryBytes()));
    }

    private SelectedStore postgres(Bound found, StoreSettings settings) {
        LOG.log(Level.INFO, "Conversations are stored in PostgreSQL (datasource {0}).", found.name);
        var stores = new PostgresStores(found.dataSource, transactions(), Clock.systemUTC());
        databaseStartup.begin(stores, settings.retryInterval());
        return new SelectedStore.Postgres(stores);
    }

    private static Transactions transactions() {
        Optional<TransactionManager> manager = Jndi.first(
                TransactionManager.class, "java:jboss/TransactionManager", "java:appserver/TransactionManager");
        Optional<UserTransaction> user =
                Jndi.first(UserTransaction.class, "java:jboss/UserTransaction", "java:comp/UserTransaction");
        if (manager.isPresent() && user.isPresent()) {
            return new Transactions.OfServer(manager.get(), user.get());
        }
        LOG.log(
                Level.WARNING,
                "No JTA transaction manager found: the store does not join the transactions of its callers.");
        return Transactions.OWN;
    }

    private static Optional<Bound> await(List<String> names) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Optional<Bound> found = bound(names);
        while (found.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            found = bound(names);
        }
        return found;
    }

    private static Optional<Bound> bound(List<String> names) {
        for (String name : names) {
            Optional<DataSource> found = Jndi.find(DataSource.class, name);
            if (found.isPresent()) {
                return Optional.of(new Bound(name, found.get()));
            }
        }
        return Optional.empty();
    }

    Store store() {
        return selectedStore.store();
    }

    OpportunityStore opportunities() {
        return selectedStore.opportunities();
    }

    AttachmentMaintenance allAttachments() {
        return selectedStore.allAttachments();
    }

    Archive archive() {
        return selectedStore.archive();
    }

    /** The bytes of the attachments in the store; an application may have them elsewhere. */
    public AttachmentContents contents() {
        return selectedStore.contents();
    }

    /** What keeps the store from answering now; empty when nothing does. */
    Optional<String> problem() {
        return selectedStore.problem();
    }

    void close() {
        databaseStartup.end();
        selectedStore.close();
    }

    private record Bound(String name, DataSource dataSource) {}
}
