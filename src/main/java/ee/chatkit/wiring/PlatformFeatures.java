package ee.chatkit.wiring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import java.lang.System.Logger.Level;
import java.util.List;

/**
 * Logs at startup which optional features this server lacks, and what is unavailable because of that. The container
 * omits the beans that depend on such a feature.
 */
@ApplicationScoped
public class PlatformFeatures {
    private static final System.Logger LOG = System.getLogger(PlatformFeatures.class.getName());

    private static final List<Feature> ALL = List.of(
            new Feature(
                    "MicroProfile Health",
                    "org.eclipse.microprofile.health.HealthCheck",
                    "/health does not include this application"),
            new Feature(
                    "MicroProfile OpenAPI",
                    "org.eclipse.microprofile.openapi.OASFactory",
                    "/openapi does not describe this application"));

    /**
     * An optional feature of a server.
     *
     * @param className a class that is visible to applications where the server has the feature
     * @param consequence what is unavailable without it
     */
    private record Feature(String name, String className, String consequence) {
        boolean isAvailable(ClassLoader application) {
            return application.getResource(className.replace('.', '/') + ".class") != null;
        }
    }

    void start(@Observes Startup startup) {
        missing(PlatformFeatures.class.getClassLoader()).forEach(line -> LOG.log(Level.INFO, line));
    }

    /** A message for each feature whose class this class loader does not see. */
    static List<String> missing(ClassLoader application) {
        return ALL.stream()
                .filter(feature -> !feature.isAvailable(application))
                .map(feature -> feature.name + " is not available: " + feature.consequence + ".")
                .toList();
    }
}
