package ee.chatkit.server;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;

/**
 * A WildFly in a process of its own, with a base folder of its own; the distribution is only read. Every start begins
 * with a fresh configuration and deploys the WAR at {@code /}. It may be stopped, killed and started again.
 */
public final class WildFlyServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Settings settings;
    private Process process;
    private volatile boolean closed;

    /**
     * One server's place, ports and surroundings.
     *
     * @param base the server's own folder, absolute; all but its log is deleted at each start
     * @param log the server's log file
     * @param port for HTTP, on loopback
     * @param managementPort on loopback
     * @param datasource whether the server has ChatKit's datasource
     * @param environment added to the environment of the server's process
     */
    public record Settings(
            Path base, Path log, int port, int managementPort, boolean datasource, Map<String, String> environment) {
        public Settings {
            environment = Map.copyOf(environment);
        }

        /** The environment that lets the datasource reach a database. */
        static Map<String, String> environmentFor(EmbeddedDatabase database) {
            return Map.of(
                    "CHATKIT_DB_URL", database.url(),
                    "CHATKIT_DB_USER", database.user(),
                    "CHATKIT_DB_PASSWORD", database.password());
        }
    }

    public WildFlyServer(Settings settings) {
        this.settings = settings;
    }

    /** Starts the server with a WAR at {@code /} and returns at once. A leftover in the same base folder is ended first. */
    public synchronized void start(Path war) {
        try {
            endLeftover(settings.base());
            ServerTemplate template = ServerTemplate.prepared(Places.wildFly(), settings.datasource());
            layOut(template, war);
            ProcessBuilder builder = new ProcessBuilder(command(template)).redirectErrorStream(true);
            builder.redirectOutput(console().toFile()).environment().putAll(settings.environment());
            if (closed) {
                throw new IllegalStateException("the server was closed");
            }
            process = builder.start();
            Files.writeString(pidFile(settings.base()), process.pid() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for any answer below 500 at a path. */
    public void awaitAnswer(String path, Duration patience) {
        awaitAnswer(path, status -> status < 500, patience);
    }

    /**
     * Waits for an answer whose status is accepted.
     *
     * @throws IllegalStateException when the server dies, the deployment fails or time runs out; the message carries the
     *     end of the log
     */
    public void awaitAnswer(String path, IntPredicate accepted, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        int status = 0;
        while (System.nanoTime() < deadline) {
            if (!isAlive()) {
                throw failure("The server ended with " + process.exitValue());
            }
            if (Files.exists(settings.base().resolve("deployments/ROOT.war.failed"))) {
                throw failure("The server refused the WAR");
            }
            status = status(baseUri().resolve(path));
            if (accepted.test(status)) {
                return;
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        throw failure("No answer within " + patience + ", the last status was " + status);
    }

    /** Ends the server in order (SIGTERM), and by force when it takes too long. Does nothing when it does not run. */
    public synchronized void stop() {
        if (process != null) {
            Processes.end(process.toHandle(), PATIENCE);
        }
    }

    /** Ends the server at once (SIGKILL). */
    public synchronized void kill() {
        if (process != null) {
            Processes.kill(process.toHandle());
        }
    }

    /** Stops the server for good: from now on it cannot be started. */
    @Override
    public void close() {
        closed = true;
        stop();
    }

    /** Ends the server at once and for good: for one that was still starting, and that would first finish that. */
    void abandon() {
        closed = true;
        kill();
    }

    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    public URI baseUri() {
        return URI.create("http://localhost:" + settings.port() + "/");
    }

    /** Where health is asked for. */
    public URI managementUri() {
        return URI.create("http://localhost:" + settings.managementPort() + "/");
    }

    /** What the server's heap holds after a full collection, in bytes. */
    public synchronized long liveHeapBytes() throws IOException {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        Process histogram = new ProcessBuilder(jcmd, "" + process.pid(), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        try (var lines = histogram.inputReader()) {
            String total = lines.lines()
                    .filter(line -> line.startsWith("Total"))
                    .findFirst()
                    .orElseThrow();
            return Long.parseLong(total.strip().replaceAll(".* ", ""));
        }
    }

    synchronized Process process() {
        return process;
    }

    /** Ends a server that a killed process left running in a base folder. */
    static void endLeftover(Path base) throws IOException {
        Processes.recorded(pidFile(base), base).ifPresent(leftover -> Processes.end(leftover, PATIENCE));
        Files.deleteIfExists(pidFile(base));
    }

    private List<String> command(ServerTemplate template) {
        Path base = settings.base();
        Path wildFly = Places.wildFly();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // first, because that is how a leftover is recognised and long command lines are cut off
        command.add("-Djboss.server.base.dir=" + base);
        command.addAll(JvmOptions.FOR_WILDFLY);
        command.add("-XX:SharedArchiveFile=" + template.classes());
        command.add("-Djboss.server.log.dir=" + settings.log().getParent());
        command.add("-Dorg.jboss.boot.log.file=" + settings.log());
        command.add("-Dlogging.configuration="
                + base.resolve("configuration/logging.properties").toUri());
        command.addAll(List.of("-jar", wildFly.resolve("jboss-modules.jar").toString()));
        command.addAll(List.of("-mp", template.modules() + File.pathSeparator + wildFly.resolve("modules")));
        command.addAll(List.of("org.jboss.as.standalone", "-Djboss.home.dir=" + wildFly));
        command.add("-Djboss.server.base.dir=" + base);
        command.addAll(List.of("-c", ServerTemplate.SERVER_CONFIG, "-b=127.0.0.1", "-bmanagement=127.0.0.1"));
        command.add("-Djboss.http.port=" + settings.port());
        command.add("-Djboss.management.http.port=" + settings.managementPort());
        return command;
    }

    private void layOut(ServerTemplate template, Path war) throws IOException {
        Path base = settings.base();
        for (String old : List.of("configuration", "data", "tmp", "deployments")) {
            Folders.delete(base.resolve(old));
        }
        Files.createDirectories(settings.log().getParent());
        Folders.copyFiles(template.configuration(), base.resolve("configuration"));
        Path deployments = Files.createDirectories(base.resolve("deployments"));
        Files.copy(war, deployments.resolve("ROOT.war"), StandardCopyOption.REPLACE_EXISTING);
    }

    private Path console() {
        return settings.log().resolveSibling("console.log");
    }

    private static Path pidFile(Path base) {
        return base.resolve("wildfly.pid");
    }

    private IllegalStateException failure(String what) {
        Path log = Files.exists(settings.log()) ? settings.log() : console();
        return new IllegalStateException(
                what + ". The log " + log + " ends with" + System.lineSeparator() + Processes.tail(log));
    }

    private static int status(URI uri) {
        try {
            HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
            connection.setConnectTimeout(1000);
            connection.setReadTimeout(10_000);
            connection.setInstanceFollowRedirects(false);
            int status = connection.getResponseCode();
            connection.disconnect();
            return status;
        } catch (IOException e) {
            return Integer.MAX_VALUE;
        }
    }
}
