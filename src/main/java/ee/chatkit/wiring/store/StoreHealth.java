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

/** Health checks: which store is in use and, for readiness, whether operations can succeed. */
@Dependent
public final class StoreHealth {
    private static final String NAME = "chatkit-store";

    private StoreHealth() {}

    /** Always up: an unavailable database is no reason to restart the server. */
    @Produces
    @ApplicationScoped
    @Liveness
    static HealthCheck liveness(SelectedStore selected) {
        return () -> response(selected, Optional.empty());
    }

    @Produces
    @ApplicationScoped
    @Readiness
    static HealthCheck readiness(SelectedStore selected) {
        return () -> response(selected, selected.problem().get());
    }

    private static HealthCheckResponse response(SelectedStore selected, Optional<String> problem) {
        Map<String, Object> data = new HashMap<>();
        data.put("store", selected.store().name());
        problem.ifPresent(reason -> data.put("reason", reason));
        return new HealthCheckResponse(NAME, problem.isEmpty() ? Status.UP : Status.DOWN, Optional.of(data));
    }
}
