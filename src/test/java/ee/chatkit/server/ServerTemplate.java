package ee.chatkit.server;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.postgresql.Driver;

/**
 * WildFly's configuration after the project's scripts ran over it, and the modules they added. A script costs seconds, so
 * it runs once for each state of the scripts, the server and the driver; every server then starts from a copy.
 *
 * @param configuration to be copied into a server's base folder
 * @param modules to be put in front of the distribution's modules
 */
record ServerTemplate(Path configuration, Path modules) {
    static final String SERVER_CONFIG = "standalone-microprofile.xml";

    static ServerTemplate prepared(Path wildFly, boolean datasource) throws IOException {
        List<Path> scripts = Places.scripts(datasource);
        Path driver = driver();
        Path folder = Places.home().resolve("configured").resolve(fingerprint(wildFly, scripts, driver));
        Folders.madeOnce(folder, unfinished -> configure(wildFly, scripts, driver, unfinished));
        return new ServerTemplate(folder.resolve("configuration"), folder.resolve("modules"));
    }

    private static void configure(Path wildFly, List<Path> scripts, Path driver, Path folder) throws IOException {
        Folders.copyFiles(wildFly.resolve("standalone/configuration"), folder.resolve("configuration"));
        Path modules = Files.createDirectory(folder.resolve("modules"));
        StringBuilder script = new StringBuilder("embed-server --server-config=" + SERVER_CONFIG + "\n");
        for (Path part : scripts) {
            script.append(Files.readString(part)).append('\n');
        }
        script.append("stop-embedded-server\n");
        ProcessBuilder cli = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djboss.server.base.dir=" + folder,
                "-Dchatkit.modules=" + modules,
                "-jar",
                wildFly.resolve("jboss-modules.jar").toString(),
                "-mp",
                wildFly.resolve("modules").toString(),
                "org.jboss.as.cli",
                "--no-color-output",
                "--file=" + Files.writeString(folder.resolve("script.cli"), script));
        cli.environment().put("JBOSS_HOME", wildFly.toString());
        cli.environment().put("CHATKIT_JDBC_DRIVER", driver.toString());
        Processes.run(cli, folder.resolve("script.log"), Duration.ofMinutes(3));
        Folders.delete(folder.resolve("configuration/standalone_xml_history"));
    }

    private static Path driver() {
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

    private static String fingerprint(Path wildFly, List<Path> scripts, Path driver) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(wildFly.toString().getBytes(StandardCharsets.UTF_8));
            digest.update(driver.getFileName().toString().getBytes(StandardCharsets.UTF_8));
            for (Path script : scripts) {
                digest.update(Files.readAllBytes(script));
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
