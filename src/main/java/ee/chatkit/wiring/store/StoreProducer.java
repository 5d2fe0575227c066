package ee.chatkit.wiring.store;

import ee.chatkit.store.Archive;
import ee.chatkit.store.AttachmentMaintenance;
import ee.chatkit.store.AuditLog;
import ee.chatkit.store.IdempotencyStore;
import ee.chatkit.store.InactiveThreads;
import ee.chatkit.store.LegalHolds;
import ee.chatkit.store.OpportunityStore;
import ee.chatkit.store.Search;
import ee.chatkit.store.SearchIndex;
import ee.chatkit.store.Store;
import ee.chatkit.store.TurnJournal;
import ee.chatkit.store.UsageStore;
import ee.chatkit.store.UserRecords;
import ee.chatkit.telemetry.Telemetry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.eclipse.microprofile.config.Config;

/**
 * Produces the beans of the store, by static methods only, so that the container need not instantiate any class of the
 * library. Payara 7.2025.1 cannot when the library is in the {@code lib} of an EAR: while the EAR starts, {@code
 * NonModuleInjectionServices} looks for resources to inject in the EAR's own descriptor, which has none, and throws. (Fixed
 * in 7.2025.2, https://github.com/payara/Payara/issues/7757.)
 */
@Dependent
public final class StoreProducer {
    private static final Logger LOG = System.getLogger(StoreProducer.class.getName());

    private StoreProducer() {}

    @Produces
    @Singleton
    static SelectedStore selectedStore(Config config, Instance<Telemetry> telemetryBean) {
        // an application that embeds the store may have none
        Telemetry telemetry = telemetryBean.isResolvable() ? telemetryBean.get() : Telemetry.off();
        return StoreTelemetry.measured(StoreSelector.select(StoreSettings.read(config), telemetry), telemetry);
    }

    static void close(@Disposes SelectedStore selected) {
        selected.onClose().run();
    }

    /** Selects the store at startup, not at the first call. */
    static void start(@Observes Startup startup, SelectedStore selected) {
        LOG.log(Level.DEBUG, "Store: {0}", selected.store().name());
    }

    /** The store as a bean of interface type, which the container can proxy. */
    @Produces
    @ApplicationScoped
    static Store store(SelectedStore selected) {
        return selected.store();
    }

    @Produces
    @ApplicationScoped
    static OpportunityStore opportunityStore(SelectedStore selected) {
        return selected.opportunities();
    }

    /** For callers without an identity: resolves signed links of an object store, and sweeps it. */
    @Produces
    @ApplicationScoped
    static AttachmentMaintenance attachmentMaintenance(SelectedStore selected) {
        return selected.attachmentMaintenance();
    }

    /** For export and import; does not check the caller. */
    @Produces
    @ApplicationScoped
    static Archive archive(SelectedStore selected) {
        return selected.archive();
    }

    /** For repeated requests; does not check the caller. */
    @Produces
    @ApplicationScoped
    static IdempotencyStore idempotencyStore(SelectedStore selected) {
        return selected.idempotencyKeys();
    }

    /** For turns that clients follow; what concerns nodes does not check the caller. */
    @Produces
    @ApplicationScoped
    static TurnJournal turnJournal(SelectedStore selected) {
        return selected.turns();
    }

    /** For what is recorded, and for administrators; does not check the caller. */
    @Produces
    @ApplicationScoped
    static AuditLog auditLog(SelectedStore selected) {
        return selected.auditLog();
    }

    @Produces
    @ApplicationScoped
    static Search search(SelectedStore selected) {
        return selected.search();
    }

    /** For the background; is of all users. */
    @Produces
    @ApplicationScoped
    static SearchIndex searchIndex(SelectedStore selected) {
        return selected.searchIndex();
    }

    /** For quotas. */
    @Produces
    @ApplicationScoped
    static UsageStore usageStore(SelectedStore selected) {
        return selected.usage();
    }

    /** For administrators; does not check the caller. */
    @Produces
    @ApplicationScoped
    static LegalHolds legalHolds(SelectedStore selected) {
        return selected.holds();
    }

    /** For retention; does not check the caller. */
    @Produces
    @ApplicationScoped
    static InactiveThreads inactiveThreads(SelectedStore selected) {
        return selected.inactiveThreads();
    }

    /** For erasure; does not check the caller. */
    @Produces
    @ApplicationScoped
    static UserRecords userRecords(SelectedStore selected) {
        return selected.userRecords();
    }
}
