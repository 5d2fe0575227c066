package ee.chatkit.wiring.store;

import ee.chatkit.store.Store;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
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
        return () -> response(Optional.empty());
    }

    @Produces
    @ApplicationScoped
    @Readiness
    HealthCheck readiness() {
        return () -> response(producer.problem());
    }

    private HealthCheckResponse response(Optional<String> problem) {
        Map<String, Object> data = new HashMap<>();
        data.put("store", store.name());
        problem.ifPresent(reason -> data.put("reason", reason));
        return new HealthCheckResponse(NAME, problem.isEmpty() ? Status.UP : Status.DOWN, Optional.of(data));
    }
}
