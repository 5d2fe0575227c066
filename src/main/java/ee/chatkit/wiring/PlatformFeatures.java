package ee.chatkit.wiring;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.Startup;
import java.lang.System.Logger.Level;
import java.util.List;

/**
 * Says at the start what this server has not that an application can do without, and what is off because of that. Beans
 * that need such a thing are left out by the container.
 */
@ApplicationScoped
public class PlatformFeatures {
    private static final System.Logger LOG = System.getLogger(PlatformFeatures.class.getName());

    private static final List<Feature> ALL = List.of(
            new Feature(
                    "MicroProfile Health",
                    "org.eclipse.microprofile.health.HealthCheck",
                    "/health does not know of this application"),
            new Feature(
                    "MicroProfile OpenAPI",
                    "org.eclipse.microprofile.openapi.OASFactory",
                    "/openapi does not describe this application"));

    /**
     * What a server may or may not have.
     *
     * @param className is visible to an application where the server has it
     * @param otherwise what is off where it has not
     */
    private record Feature(String name, String className, String otherwise) {
        boolean isThere(ClassLoader application) {
            return application.getResource(className.replace('.', '/') + ".class") != null;
        }
    }

    void start(@Observes Startup startup) {
        missing(PlatformFeatures.class.getClassLoader()).forEach(line -> LOG.log(Level.INFO, line));
    }

    /** A line for each thing that an application with this class loader does not see. */
    static List<String> missing(ClassLoader application) {
        return ALL.stream()
                .filter(feature -> !feature.isThere(application))
                .map(feature -> feature.name + " is not there: " + feature.otherwise + ".")
                .toList();
    }
}
