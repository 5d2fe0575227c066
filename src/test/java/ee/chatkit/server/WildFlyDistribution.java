package ee.chatkit.server;

import java.nio.file.Path;

/**
 * A distribution of WildFly and which of its configurations is used.
 *
 * @param home as it was unpacked; it is only read
 * @param configuration the name of a file in {@code standalone/configuration}
 */
record WildFlyDistribution(Path home, String configuration) {
    private static final String WITH_MICROPROFILE = "standalone-microprofile.xml";

    /** Jakarta EE 10 and MicroProfile. */
    static WildFlyDistribution standard() {
        return new WildFlyDistribution(BuildPaths.wildFly(), WITH_MICROPROFILE);
    }

    /** Jakarta EE 11 and MicroProfile. */
    static WildFlyDistribution preview() {
        return new WildFlyDistribution(BuildPaths.wildFlyPreview(), WITH_MICROPROFILE);
    }

    /** Jakarta EE 10; of MicroProfile only Config and JWT. */
    static WildFlyDistribution withoutMicroProfile() {
        return new WildFlyDistribution(BuildPaths.wildFly(), "standalone.xml");
    }

    Path configurationFile() {
        return home.resolve("standalone/configuration").resolve(configuration);
    }
}
