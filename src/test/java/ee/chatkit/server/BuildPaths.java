package ee.chatkit.server;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.postgresql.Driver;

/** The files that servers and tests use. Maven sets system properties; without them the working directory is the project's. */
public final class BuildPaths {
    private BuildPaths() {}

    /** Downloads, unpacked distributions and templates, which survive {@code mvn clean}. */
    static Path home() {
        return path("chatkit.home", ".chatkit");
    }

    /** Output of tests. */
    public static Path target() {
        return path("chatkit.target", "target");
    }

    public static Path war() {
        return path("chatkit.war", "target/chatkit.war");
    }

    /** The unpacked WildFly, read-only. */
    static Path wildFly() {
        return distribution("wildfly", "");
    }

    /** The unpacked WildFly Preview, read-only. */
    static Path wildFlyPreview() {
        return distribution("wildfly-preview", "");
    }

    /** The unpacked Payara, read-only. */
    static Path payara() {
        return distribution("payara", "payara7");
    }

    /** The directory of the template for a server and the scripts that configure it. */
    static Path template(String kind, Path server, List<Path> scripts) throws IOException {
        var state = new StringBuilder().append(server).append(Runtime.version()).append(jdbcDriver());
        for (Path script : scripts) {
            state.append(Files.readString(script));
        }
        UUID hash = UUID.nameUUIDFromBytes(state.toString().getBytes(StandardCharsets.UTF_8));
        return home().resolve("configured").resolve(kind + "-" + hash);
    }

    /** The jar of PostgreSQL's JDBC driver. */
    static Path jdbcDriver() {
        return Path.of(URI.create(
                Driver.class.getProtectionDomain().getCodeSource().getLocation().toString()));
    }

    /** A program of the JDK that runs this process. */
    static String jdkProgram(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    private static Path distribution(String name, String inside) {
        String property = "chatkit." + name + ".home";
        if (System.getProperty(property) != null) {
            return path(property, "");
        }
        try (var servers = Files.newDirectoryStream(home().resolve("servers"), name + "-[0-9]*")) {
            return servers.iterator().next().resolve(inside);
        } catch (IOException e) {
            throw new IllegalStateException("No " + name + " in " + home() + ": run mvn test-compile", e);
        }
    }

    private static Path path(String property, String defaultPath) {
        return Path.of(System.getProperty(property, defaultPath))
                .toAbsolutePath()
                .normalize();
    }
}
