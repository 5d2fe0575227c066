package ee.chatkit.server;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;
import java.util.zip.ZipFile;

/**
 * An application server as a child process with a base directory of its own. Every start begins with a fresh copy of the
 * template's configuration and deploys the WAR at {@code /}. The server can be stopped, killed and started again.
 */
public abstract sealed class Server implements AutoCloseable permits WildFlyServer, PayaraServer {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Settings settings;
    private Process process;
    private volatile boolean closed;

    /**
     * The directories, ports and environment of a server.
     *
     * @param base the server's base directory, absolute; its contents except the log are deleted at each start
     * @param log the server's log file
     * @param port for HTTP, on loopback
     * @param managementPort on loopback
     * @param datasource whether the server has ChatKit's datasource
     * @param environment added to the environment of the server's process
     * @param users names of users of the server's own login, whose passwords are their names
     */
    public record Settings(
            Path base,
            Path log,
            int port,
            int managementPort,
            boolean datasource,
            Map<String, String> environment,
            List<String> users) {
        public Settings {
            environment = Map.copyOf(environment);
            users = List.copyOf(users);
        }

        /** The environment that lets the datasource reach a database. */
        static Map<String, String> environmentFor(EmbeddedDatabase database) {
            return Map.of(
                    "CHATKIT_DB_URL", database.url(),
                    "CHATKIT_DB_USER", database.user(),
                    "CHATKIT_DB_PASSWORD", database.password());
        }
    }

    /** The supported servers. */
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
     * Prepares the base directory and returns the server process. Its command line names the base directory within the first
     * 4,000 characters, by which a server left by a killed process is recognized.
     */
    abstract ProcessBuilder prepare(Path war) throws IOException;

    /** The state of the deployment. */
    enum DeploymentState {
        IN_PROGRESS,
        DONE,
        FAILED
    }

    abstract DeploymentState deploymentState() throws IOException;

    /** The destination of the process's standard output. */
    abstract ProcessBuilder.Redirect processOutput();

    /** The base of the health endpoints. */
    public abstract URI healthBaseUri();

    /** Starts the server with a WAR at {@code /} and returns immediately. Terminates a leftover in the base directory first. */
    public synchronized void start(Path war) {
        HostResources.unchecked(() -> {
            terminateLeftover(settings.base());
            Files.createDirectories(settings.log().getParent());
            ProcessBuilder builder = prepare(war).redirectErrorStream(true);
            builder.redirectOutput(processOutput()).environment().putAll(settings.environment());
            if (closed) {
                throw new IllegalStateException("The server is closed");
            }
            process = builder.start();
            Files.writeString(pidFile(settings.base()), process.pid() + "\n");
        });
    }

    /**
     * Undeploys the WAR from the running server.
     *
     * @throws IllegalStateException if the server fails to undeploy it
     */
    public abstract void undeploy();

    /**
     * Deploys a WAR at {@code /} of the running server, which must have none; returns when it is deployed.
     *
     * @throws IllegalStateException if the deployment fails
     */
    public abstract void deploy(Path war);

    /** Waits for a response with a status below 500 at a path. */
    public void awaitResponse(String path, Duration timeout) {
        awaitResponse(path, status -> status < 500, timeout);
    }

    /**
     * Waits for a response whose status is accepted.
     *
     * @throws IllegalStateException if the server ends, the deployment fails or the timeout expires; the message contains the
     *     end of the log
     */
    public void awaitResponse(String path, IntPredicate accepted, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        int status = 0;
        while (System.nanoTime() < deadline) {
            if (!isAlive()) {
                throw failure("The server ended with exit status " + process.exitValue());
            }
            DeploymentState state = HostResources.unchecked(this::deploymentState);
            if (state == DeploymentState.FAILED) {
                throw failure("The deployment of the WAR failed");
            }
            // before that, the server itself may respond
            if (state == DeploymentState.DONE) {
                status = status(baseUri().resolve(path));
                if (accepted.test(status)) {
                    return;
                }
            }
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        throw failure("No response within " + timeout + ", the last status was " + status);
    }

    /** Stops the server (SIGTERM), and kills it after a timeout. Does nothing if it is not running. */
    public synchronized void stop() {
        if (process != null) {
            ChildProcesses.terminate(process.toHandle(), TIMEOUT);
        }
    }

    /** Kills the server (SIGKILL). */
    public synchronized void kill() {
        if (process != null) {
            ChildProcesses.kill(process.toHandle());
        }
    }

    /** Stops the server, which cannot be started again. */
    @Override
    public void close() {
        closed = true;
        stop();
    }

    /** Kills the server, which cannot be started again. A starting server would otherwise complete its start first. */
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

    /** Measurements of the running process. */
    public synchronized JvmMetrics jvm() {
        return new JvmMetrics(process.pid());
    }

    synchronized Process process() {
        return process;
    }

    final Settings settings() {
        return settings;
    }

    /** Terminates a server that a killed process left running in a base directory. */
    static void terminateLeftover(Path base) throws IOException {
        ChildProcesses.findRecorded(pidFile(base), base)
                .ifPresent(leftover -> ChildProcesses.terminate(leftover, TIMEOUT));
        Files.deleteIfExists(pidFile(base));
    }

    /** Whether a WAR has a file, such as a descriptor with a context path, at which it is then deployed instead of {@code /}. */
    static boolean hasEntry(Path war, String name) {
        return HostResources.unchecked(() -> {
            try (var zip = new ZipFile(war.toFile())) {
                return zip.getEntry(name) != null;
            }
        });
    }

    /** A digest for the passwords of {@link Settings#users}. */
    static byte[] digest(String algorithm, String text) {
        try {
            return MessageDigest.getInstance(algorithm).digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path pidFile(Path base) {
        return base.resolve("server.pid");
    }

    /** An exception with the end of the log, or of the process's output if there is no log yet. */
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
