package ee.chatkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;

/**
 * An application server in a process of its own, with a base folder of its own; the distribution is only read. Every start
 * begins with a fresh configuration and deploys the WAR at {@code /}. It may be stopped, killed and started again.
 */
public abstract sealed class Server implements AutoCloseable permits WildFlyServer, PayaraServer {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

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

    /** Whose server it is. */
    public enum Kind {
        /** Jakarta EE 10. */
        WILDFLY,
        /** Jakarta EE 11. */
        WILDFLY_PREVIEW,
        /** Jakarta EE 10, and of MicroProfile only Config and JWT. */
        WILDFLY_WITHOUT_MICROPROFILE,
        /** Jakarta EE 11. */
        PAYARA;

        Server with(Settings settings) {
            return switch (this) {
                case WILDFLY -> new WildFlyServer(WildFlyDistribution.standard(), settings);
                case WILDFLY_PREVIEW -> new WildFlyServer(WildFlyDistribution.preview(), settings);
                case WILDFLY_WITHOUT_MICROPROFILE ->
                    new WildFlyServer(WildFlyDistribution.withoutMicroProfile(), settings);
                case PAYARA -> new PayaraServer(settings);
            };
        }
    }

    Server(Settings settings) {
        this.settings = settings;
    }

    /**
     * Lays the base folder out and gives the process that serves. Its command line names the base folder within the first
     * 4,000 characters, because that is how a leftover is recognised.
     */
    abstract ProcessBuilder prepare(Path war) throws IOException;

    /** What has become of the WAR. */
    enum DeploymentState {
        UNDER_WAY,
        DONE,
        FAILED
    }

    abstract DeploymentState deploymentState() throws IOException;

    /** Where the process's own output goes. */
    abstract ProcessBuilder.Redirect processOutput();

    /** Where health is asked for. */
    public abstract URI healthBaseUri();

    /** Starts the server with a WAR at {@code /} and returns at once. A leftover in the same base folder is ended first. */
    public synchronized void start(Path war) {
        try {
            terminateLeftover(settings.base());
            Files.createDirectories(settings.log().getParent());
            ProcessBuilder builder = prepare(war).redirectErrorStream(true);
            builder.redirectOutput(processOutput()).environment().putAll(settings.environment());
            if (closed) {
                throw new IllegalStateException("the server was closed");
            }
            process = builder.start();
            Files.writeString(pidFile(settings.base()), process.pid() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Takes the WAR away from the server, which goes on running.
     *
     * @throws IllegalStateException when the server does not do it
     */
    public abstract void undeploy();

    /**
     * Gives the running server, which has none, a WAR at {@code /}; returns when it is deployed.
     *
     * @throws IllegalStateException when the server refuses it
     */
    public abstract void deploy(Path war);

    /** Waits for any answer below 500 at a path. */
    public void awaitResponse(String path, Duration timeout) {
        awaitResponse(path, status -> status < 500, timeout);
    }

    /**
     * Waits for an answer whose status is accepted.
     *
     * @throws IllegalStateException when the server dies, the deployment fails or time runs out; the message carries the
     *     end of the log
     */
    public void awaitResponse(String path, IntPredicate accepted, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        int status = 0;
        while (System.nanoTime() < deadline) {
            if (!isAlive()) {
                throw failure("The server ended with " + process.exitValue());
            }
            DeploymentState deploymentState = checked();
            if (deploymentState == DeploymentState.FAILED) {
                throw failure("The server refused the WAR");
            }
            // before that, a server may answer for itself
            if (deploymentState == DeploymentState.DONE) {
                status = status(baseUri().resolve(path));
                if (accepted.test(status)) {
                    return;
                }
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        throw failure("No answer within " + timeout + ", the last status was " + status);
    }

    /** Ends the server in order (SIGTERM), and by force when it takes too long. Does nothing when it does not run. */
    public synchronized void stop() {
        if (process != null) {
            ChildProcesses.terminate(process.toHandle(), TIMEOUT);
        }
    }

    /** Ends the server at once (SIGKILL). */
    public synchronized void kill() {
        if (process != null) {
            ChildProcesses.kill(process.toHandle());
        }
    }

    /** Stops the server for good: from now on it cannot be started. */
    @Override
    public void close() {
        closed = true;
        stop();
    }

    /** Ends the server at once and for good: for one that was still starting, and that would first finish that. */
    void closeForcibly() {
        closed = true;
        kill();
    }

    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    public URI baseUri() {
        return URI.create("http://localhost:" + settings.port() + "/");
    }

    /** The process that runs. */
    public synchronized JvmMetrics jvm() {
        return new JvmMetrics(process.pid());
    }

    synchronized Process process() {
        return process;
    }

    final Settings settings() {
        return settings;
    }

    /** Ends a server that a killed process left running in a base folder. */
    static void terminateLeftover(Path base) throws IOException {
        ChildProcesses.findRecorded(pidFile(base), base)
                .ifPresent(leftover -> ChildProcesses.terminate(leftover, TIMEOUT));
        Files.deleteIfExists(pidFile(base));
    }

    private static Path pidFile(Path base) {
        return base.resolve("server.pid");
    }

    private DeploymentState checked() {
        try {
            return deploymentState();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The log says why; before there is one, the process's own output does. */
    final IllegalStateException failure(String what) {
        Path log = Files.exists(settings.log())
                ? settings.log()
                : processOutput().file().toPath();
        return new IllegalStateException(
                what + ". The log " + log + " ends with" + System.lineSeparator() + ChildProcesses.tail(log));
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
