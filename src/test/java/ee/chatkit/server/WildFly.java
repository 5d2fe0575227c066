package ee.chatkit.server;

import java.nio.file.Path;

/**
 * A distribution of WildFly and which of its configurations is used.
 *
 * @param home as it was unpacked; it is only read
 * @param configuration the name of a file in {@code standalone/configuration}
 */
record WildFly(Path home, String configuration) {
    private static final String WITH_MICROPROFILE = "standalone-microprofile.xml";

    /** Jakarta EE 10 and MicroProfile. */
    static WildFly standard() {
        return new WildFly(Places.wildFly(), WITH_MICROPROFILE);
    }

    /** Jakarta EE 11 and MicroProfile. */
    static WildFly preview() {
        return new WildFly(Places.wildFlyPreview(), WITH_MICROPROFILE);
    }

    /** Jakarta EE 10; of MicroProfile only Config and JWT. */
    static WildFly withoutMicroProfile() {
        return new WildFly(Places.wildFly(), "standalone.xml");
    }

    Path configurationFile() {
        return home.resolve("standalone/configuration").resolve(configuration);
    }
}
