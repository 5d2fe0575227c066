package ee.chatkit.server;

import java.nio.file.Path;
import java.util.List;

/**
 * A distribution of WildFly and the configuration of it that is used.
 *
 * @param home the unpacked distribution, read-only
 * @param configuration the name of a file in {@code standalone/configuration}
 */
record WildFlyDistribution(Path home, String configuration) {
    /** A JVM that starts quickly and takes little memory. The exports and openings are those of WildFly's start script. */
    static final List<String> JVM_OPTIONS = List.of(
            "-Xms64m",
            "-Xmx768m",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Djava.net.preferIPv4Stack=true",
            "-Djava.awt.headless=true",
            "--add-exports=java.desktop/sun.awt=ALL-UNNAMED",
            "--add-exports=java.naming/com.sun.jndi.ldap=ALL-UNNAMED",
            "--add-exports=java.naming/com.sun.jndi.url.ldap=ALL-UNNAMED",
            "--add-exports=java.naming/com.sun.jndi.url.ldaps=ALL-UNNAMED",
            "--add-exports=jdk.naming.dns/com.sun.jndi.dns=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.invoke=ALL-UNNAMED",
            "--add-opens=java.base/java.lang.reflect=ALL-UNNAMED",
            "--add-opens=java.base/java.io=ALL-UNNAMED",
            "--add-opens=java.base/java.net=ALL-UNNAMED",
            "--add-opens=java.base/java.security=ALL-UNNAMED",
            "--add-opens=java.base/java.util=ALL-UNNAMED",
            "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
            "--add-opens=java.management/javax.management=ALL-UNNAMED",
            "--add-opens=java.naming/javax.naming=ALL-UNNAMED");

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
