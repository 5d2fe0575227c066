package ee.chatkit.wiring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/** Reports the responder in use. It is always up: whether a model is reachable is known only when a turn calls it. */
@ApplicationScoped
public class ResponderHealth {
    private static final String NAME = "chatkit-responder";

    @Produces
    @ApplicationScoped
    @Liveness
    HealthCheck liveness(SelectedResponder responder) {
        return () -> response(responder);
    }

    @Produces
    @ApplicationScoped
    @Readiness
    HealthCheck readiness(SelectedResponder responder) {
        return () -> response(responder);
    }

    private static HealthCheckResponse response(SelectedResponder responder) {
        return new HealthCheckResponse(NAME, Status.UP, Optional.of(Map.of("responder", responder.name())));
    }
}
