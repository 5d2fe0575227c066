package ee.chatkit.wiring.store;

import ee.chatkit.store.Archive;
import ee.chatkit.store.AttachmentMaintenance;
import ee.chatkit.store.OpportunityStore;
import ee.chatkit.store.Store;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.eclipse.microprofile.config.Config;

/**
 * Makes the store's beans, by static methods only, so that the container need not build an object of any class of the library.
 * Payara 7.2025.1 cannot when the library lies in the {@code lib} of an EAR: while the EAR starts, {@code
 * NonModuleInjectionServices} looks for resources to inject in the EAR's own descriptor, which has none and throws. (That
 * is mended in 7.2025.2, https://github.com/payara/Payara/issues/7757.)
 */
@Dependent
public final class StoreProducer {
    private static final Logger LOG = System.getLogger(StoreProducer.class.getName());

    private StoreProducer() {}

    @Produces
    @ApplicationScoped
    static StoreSelector choice(Config config) {
        return new StoreSelector(StoreSettings.read(config));
    }

    static void close(@Disposes StoreSelector choice) {
        choice.close();
    }

    /** The choice is made at the start, not at the first call. */
    static void start(@Observes Startup startup, StoreSelector choice) {
        LOG.log(Level.DEBUG, "Store: {0}", choice.store().name());
    }

    /** The store as a bean of interface type, so that the container can put its proxy in front. */
    @Produces
    @ApplicationScoped
    static Store store(StoreSelector choice) {
        return choice.store();
    }

    @Produces
    @ApplicationScoped
    static OpportunityStore opportunityStore(StoreSelector choice) {
        return choice.opportunities();
    }

    /** For those who have no caller: with this one can look up the links of an object store, and sweep it. */
    @Produces
    @ApplicationScoped
    static AttachmentMaintenance allAttachments(StoreSelector choice) {
        return choice.allAttachments();
    }

    /** For those who move everything: it asks nobody who calls. */
    @Produces
    @ApplicationScoped
    static Archive archive(StoreSelector choice) {
        return choice.archive();
    }
}
