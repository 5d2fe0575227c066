package ee.chatkit.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Where things lie. Maven says so by system properties; without them the project's folder is taken for the working one. */
public final class BuildPaths {
    private BuildPaths() {}

    /** What is downloaded or unpacked once and survives {@code mvn clean}. */
    static Path home() {
        return path("chatkit.home", ".chatkit");
    }

    /** What a test leaves behind goes here. */
    static Path target() {
        return path("chatkit.target", "target");
    }

    public static Path war() {
        return path("chatkit.war", "target/chatkit.war");
    }

    /** WildFly as it was unpacked; it is only read. */
    static Path wildFly() {
        return distribution("wildfly", "");
    }

    /** WildFly Preview as it was unpacked; it is only read. */
    static Path wildFlyPreview() {
        return distribution("wildfly-preview", "");
    }

    /** Payara as it was unpacked; it is only read. */
    static Path payara() {
        return distribution("payara", "payara7");
    }

    private static Path distribution(String name, String inside) {
        String property = "chatkit." + name + ".home";
        if (System.getProperty(property) != null) {
            return path(property, "");
        }
        try (var servers = Files.newDirectoryStream(home().resolve("servers"), name + "-[0-9]*")) {
            return servers.iterator().next().resolve(inside);
        } catch (IOException e) {
            throw new IllegalStateException("no " + name + " in " + home() + ": run mvn test-compile", e);
        }
    }

    /** The scripts that make a WildFly out of the distribution. */
    static List<Path> scripts(boolean datasource) {
        Path folder = Path.of("server-config", "wildfly").toAbsolutePath();
        Path local = folder.resolve("local.cli");
        return datasource ? List.of(folder.resolve("configure.cli"), local) : List.of(local);
    }

    private static Path path(String property, String otherwise) {
        return Path.of(System.getProperty(property, otherwise)).toAbsolutePath().normalize();
    }
}
