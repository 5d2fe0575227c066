package ee.chatkit.server;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/**
 * {@code mvn -Prun}: PostgreSQL and WildFly with the WAR, until Ctrl-C. Both end with this process, and this process ends with
 * Maven, even if Maven is killed. If this process is killed, the next run on the same data directory terminates them.
 */
final class DevServer {
    private static final Duration LOCK_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration START_TIMEOUT = Duration.ofMinutes(3);

    private final Path data;
    private final EmbeddedDatabase database;
    private final Server server;
    private volatile boolean ready;
    private volatile boolean stopping;

    private DevServer(Path data, int port) throws IOException {
        this.data = data;
        database = EmbeddedDatabase.persistent(data, HostResources.freePort());
        Map<String, String> environment = new HashMap<>(Server.Settings.environmentFor(database));
        environment.put("CHATKIT_ANONYMOUS_USER", "demo");
        server = new WildFlyServer(
                WildFlyDistribution.standard(),
                new Server.Settings(base(data), log(), port, HostResources.freePort(), true, environment, List.of()));
    }

    /** An error that the user can correct; the message says how, in one line. */
    private static final class UsageException extends RuntimeException {
        private static final long serialVersionUID = 1;

        UsageException(String message) {
            super(message);
        }
    }

    public static void main(String[] arguments) {
        Optional<ProcessHandle> parent = ProcessHandle.current().parent();
        int status = 1;
        try {
            Path data = Path.of(System.getProperty("chatkit.data", ".chatkit/data"))
                    .toAbsolutePath()
                    .normalize();
            int port = port(System.getProperty("chatkit.port", "8080"));
            requireAvailable(data, port);
            status = new DevServer(data, port).run(parent);
        } catch (UsageException e) {
            System.err.println("ChatKit: " + e.getMessage());
        } catch (IOException | RuntimeException e) {
            System.err.println("ChatKit: Startup failed: " + e.getMessage());
        }
        System.exit(status);
    }

    private static int port(String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 65535) {
            throw new UsageException("Invalid value for chatkit.port: '" + text + "' (allowed: 1 to 65535)");
        }
        return Integer.parseInt(text);
    }

    /** Locks the data directory, terminates leftovers of a killed run, and checks that the port is free. */
    private static void requireAvailable(Path data, int port) throws IOException {
        String otherDirectory = ". Select another directory with -Dchatkit.data=<directory>.";
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            throw new UsageException("Cannot create the data directory " + data + otherDirectory);
        }
        if (!Files.isWritable(data)) {
            throw new UsageException("Cannot write to the data directory " + data + otherDirectory);
        }
        lock(data);
        Server.terminateLeftover(base(data));
        if (!HostResources.isFree(port)) {
            throw new UsageException("Port " + port
                    + " is in use. Stop the process that uses it, or select another port with -Dchatkit.port="
                    + (port + 1)
                    + ".");
        }
    }

    /** Locks the data directory until this process ends. Waits for a run that is stopping. */
    private static void lock(Path data) throws IOException {
        FileChannel channel =
                FileChannel.open(data.resolve("run.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        Path pidFile = data.resolve("run.pid");
        FileLock lock = channel.tryLock();
        if (lock == null) {
            System.out.println("ChatKit: Waiting for another run on " + data + " to end ...");
        }
        long deadline = System.nanoTime() + LOCK_TIMEOUT.toNanos();
        while (lock == null && System.nanoTime() < deadline) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            lock = channel.tryLock();
        }
        if (lock == null) {
            String owner = Files.exists(pidFile) ? Files.readString(pidFile).strip() : "unknown";
            throw new UsageException("The data directory " + data + " is in use by another run (process " + owner
                    + "). Stop it, or select another directory and port with -Dchatkit.data=<directory>"
                    + " -Dchatkit.port=<port>.");
        }
        Files.writeString(pidFile, ProcessHandle.current().pid() + "\n");
    }

    private int run(Optional<ProcessHandle> parent) throws IOException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
        parent.ifPresent(DevServer::exitWith);
        try {
            start();
            announce();
            int status = server.process().waitFor();
            if (!stopping) {
                System.err.println(
                        "ChatKit: WildFly ended with exit status " + status + ". End of the log " + log() + ":");
                System.err.println(ChildProcesses.tail(log()));
            }
            return 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 1;
        } catch (IOException | RuntimeException e) {
            if (stopping) {
                return 1;
            }
            throw e;
        }
    }

    /** Exits when Maven ends, which does not stop its child processes. */
    private static void exitWith(ProcessHandle maven) {
        Thread watch = new Thread(() -> {
            while (!ChildProcesses.awaitExit(maven, Duration.ofDays(1))) {
                // still running after a day
            }
            System.exit(0);
        });
        watch.setDaemon(true);
        watch.start();
    }

    /** Starts both at the same time: the database is ready before the server needs it. */
    private void start() throws IOException {
        System.out.println("ChatKit: Starting. Log file: " + log());
        CompletableFuture<Void> databaseStarted = CompletableFuture.runAsync(database::start);
        WildFlyTemplate.create(WildFlyDistribution.standard(), true);
        server.start(BuildPaths.war());
        databaseStarted.join();
        server.awaitResponse("api/opportunities", status -> status == 200, START_TIMEOUT);
        ready = true;
    }

    private void announce() {
        System.out.println("""

            ChatKit is running at %1$s
            Requests without a login act as the user "demo". Example:

              curl -i -H 'Content-Type: application/json' -d '{"name": "A first opportunity"}' %1$sapi/opportunities

            Data directory: %2$s
            Database: %3$s (user %4$s, password in %5$s)
            Log file: %6$s
            Stop with Ctrl-C.
            """.stripTrailing().formatted(
                server.baseUri(), data, database.url(), database.user(), data.resolve("database-password"), log()));
    }

    private void stop() {
        stopping = true;
        if (ready) {
            server.close();
        } else {
            server.closeForcibly();
        }
        database.close();
        ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
    }

    private Path log() {
        return data.resolve("log").resolve("server.log");
    }

    private static Path base(Path data) {
        return data.resolve("wildfly");
    }
}
