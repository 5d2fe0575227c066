package ee.chatkit.wiring.telemetry;

import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.Config;

/**
 * The properties of OpenTelemetry. Those of MicroProfile Config are given to the SDK as defaults: system properties and
 * environment variables, which the SDK reads itself, take precedence.
 */
final class OtelProperties {
    private static final String PREFIX = "otel.";

    private OtelProperties() {}

    static Map<String, String> read(Config config) {
        Map<String, String> properties = new HashMap<>();
        properties.put("otel.service.name", "chatkit");
        properties.put("otel.metrics.exporter", "otlp");
        // the server's log, which contains the ids of traces, is the server's to export
        properties.put("otel.logs.exporter", "none");
        for (String name : config.getPropertyNames()) {
            if (name.startsWith(PREFIX)) {
                config.getOptionalValue(name, String.class).ifPresent(value -> properties.put(name, value));
            }
        }
        return properties;
    }
}
