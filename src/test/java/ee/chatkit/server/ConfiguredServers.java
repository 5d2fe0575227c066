package ee.chatkit.server;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.postgresql.Driver;

/** Where servers are kept over which the project's scripts ran. */
final class ConfiguredServers {
    private ConfiguredServers() {}

    /** Another folder for each state of what the outcome depends on: the server, the scripts, the driver and the JDK. */
    static Path templateDirectory(String kind, Path server, List<Path> scripts) throws IOException {
        return BuildPaths.home().resolve("configured").resolve(kind + "-" + fingerprint(server, scripts));
    }

    /** PostgreSQL's JDBC driver, a jar. */
    static Path jdbcDriver() {
        try {
            return Path.of(Driver.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String fingerprint(Path server, List<Path> scripts) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(server.toString().getBytes(StandardCharsets.UTF_8));
            digest.update(Runtime.version().toString().getBytes(StandardCharsets.UTF_8));
            digest.update(jdbcDriver().getFileName().toString().getBytes(StandardCharsets.UTF_8));
            for (Path script : scripts) {
                digest.update(Files.readAllBytes(script));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
