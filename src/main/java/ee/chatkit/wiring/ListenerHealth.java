package ee.chatkit.wiring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/**
 * Reports whether the server's own HTTP listener answers. Readiness is down at once; liveness after a minute, because threads
 * may be occupied for a while, for example by a database that does not answer, which a restart would not mend.
 */
@ApplicationScoped
public class ListenerHealth {
    private static final String NAME = "chatkit-http";
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Produces
    @ApplicationScoped
    @Liveness
    HealthCheck liveness(ListenerProbe probe) {
        return () -> response(probe.problemSince(PATIENCE));
    }

    @Produces
    @ApplicationScoped
    @Readiness
    HealthCheck readiness(ListenerProbe probe) {
        return () -> response(probe.problem());
    }

    private static HealthCheckResponse response(Optional<String> problem) {
        return new HealthCheckResponse(
                NAME,
                problem.isEmpty() ? Status.UP : Status.DOWN,
                problem.map(reason -> Map.<String, Object>of("reason", reason)));
    }
}
