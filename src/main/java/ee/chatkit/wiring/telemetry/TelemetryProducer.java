package ee.chatkit.wiring.telemetry;

import ee.chatkit.telemetry.Telemetry;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.lang.System.Logger.Level;
import org.eclipse.microprofile.config.Config;

/**
 * Produces the telemetry: OpenTelemetry if {@code otel.sdk.disabled} is false and the server has it, else {@link
 * Telemetry#off()}. One line of the log says which.
 */
@Dependent
public class TelemetryProducer {
    /** MicroProfile Telemetry's switch; it is off by default. */
    static final String DISABLED = "otel.sdk.disabled";

    private static final System.Logger LOG = System.getLogger(TelemetryProducer.class.getName());
    private static final String SDK = "io/opentelemetry/sdk/autoconfigure/AutoConfiguredOpenTelemetrySdk.class";

    @Produces
    @Singleton
    Telemetry telemetry(Config config) {
        boolean disabled = config.getOptionalValue(DISABLED, Boolean.class).orElse(true);
        if (!isAvailable(TelemetryProducer.class.getClassLoader())) {
            LOG.log(
                    disabled ? Level.INFO : Level.WARNING,
                    "OpenTelemetry is not available on this server: metrics and traces are not recorded.");
            return Telemetry.off();
        }
        if (disabled) {
            LOG.log(Level.INFO, "Metrics and traces are not recorded ({0} is not false).", DISABLED);
            return Telemetry.off();
        }
        try {
            Telemetry started = SdkTelemetry.start(OtelProperties.read(config));
            LOG.log(Level.INFO, "Metrics and traces are recorded by OpenTelemetry.");
            return started;
        } catch (RuntimeException | LinkageError e) { // the application works without
            LOG.log(Level.WARNING, "Metrics and traces are not recorded: OpenTelemetry does not start", e);
            return Telemetry.off();
        }
    }

    /** Whether this class loader sees the SDK of OpenTelemetry. */
    static boolean isAvailable(ClassLoader application) {
        return application.getResource(SDK) != null;
    }

    /** Exports what was recorded. */
    void stop(@Disposes Telemetry telemetry) {
        if (telemetry instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                LOG.log(Level.DEBUG, "Telemetry cannot be closed", e);
            }
        }
    }

    /** Creates the bean at startup. */
    void start(@Observes Startup startup, Telemetry telemetry) {
        LOG.log(Level.DEBUG, "Telemetry: {0}", telemetry.isOn() ? "on" : "off");
    }
}
