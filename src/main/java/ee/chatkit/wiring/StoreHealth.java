package ee.chatkit.wiring;

import ee.chatkit.store.Store;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** Says which store is in use and, to those who ask for readiness, whether it answers. */
@ApplicationScoped
public class StoreHealth {
    private static final String NAME = "chatkit-store";

    private final StoreProducer producer;
    private final Store store;

    @SuppressWarnings("NullAway") // for the container's proxy only, which calls none of its methods
    protected StoreHealth() {
        this(null, null);
    }

    @Inject
    StoreHealth(StoreProducer producer, Store store) {
        this.producer = producer;
        this.store = store;
    }

    /** A database that is away is no reason to restart the server: alive it is. */
    @Produces
    @ApplicationScoped
    @Liveness
    HealthCheck liveness() {
        return () -> HealthCheckResponse.named(NAME)
                .withData("store", store.name())
                .up()
                .build();
    }

    @Produces
    @ApplicationScoped
    @Readiness
    HealthCheck readiness() {
        return () -> {
            Optional<String> problem = producer.problem();
            var response = HealthCheckResponse.named(NAME)
                    .withData("store", store.name())
                    .status(problem.isEmpty());
            problem.ifPresent(reason -> response.withData("reason", reason));
            return response.build();
        };
    }
}
