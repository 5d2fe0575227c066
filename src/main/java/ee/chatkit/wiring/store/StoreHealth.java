package ee.chatkit.wiring.store;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** Says which store is in use and, to those who ask for readiness, whether it answers. */
@Dependent
public final class StoreHealth {
    private static final String NAME = "chatkit-store";

    private StoreHealth() {}

    /** A database that is away is no reason to restart the server: alive it is. */
    @Produces
    @ApplicationScoped
    @Liveness
    static HealthCheck liveness(StoreSelector choice) {
        return () -> response(choice, Optional.empty());
    }

    @Produces
    @ApplicationScoped
    @Readiness
    static HealthCheck readiness(StoreSelector choice) {
        return () -> response(choice, choice.problem());
    }

    private static HealthCheckResponse response(StoreSelector choice, Optional<String> problem) {
        Map<String, Object> data = new HashMap<>();
        data.put("store", choice.store().name());
        problem.ifPresent(reason -> data.put("reason", reason));
        return new HealthCheckResponse(NAME, problem.isEmpty() ? Status.UP : Status.DOWN, Optional.of(data));
    }
}
