package ee.chatkit.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * {@code mvn -Prun}: PostgreSQL and WildFly with the WAR, until Ctrl-C. Both end with this process, and this process ends
 * with Maven, also when Maven is killed. What cannot be ended, because this process is killed itself, is ended by the next
 * run on the same data folder.
 */
final class DevServer {
    private static final Duration START = Duration.ofMinutes(3);

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
                new Server.Settings(base(data), log(), port, HostResources.freePort(), true, environment));
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
            System.err.println("ChatKit did not start. " + e.getMessage());
        }
        System.exit(status);
    }

    private static int port(String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 65535) {
            throw new UsageException("-Dchatkit.port must be a number from 1 to 65535, not " + text);
        }
        return Integer.parseInt(text);
    }

    /** Makes sure that nobody else uses the data folder or the port; leftovers of a killed run are ended. */
    private static void requireAvailable(Path data, int port) throws IOException {
        try {
            Files.createDirectories(data);
        } catch (IOException e) {
            throw new UsageException("The data folder " + data + " cannot be made. Choose another: -Dchatkit.data=...");
        }
        if (!Files.isWritable(data)) {
            throw new UsageException(
                    "The data folder " + data + " cannot be written to. Choose another: -Dchatkit.data=...");
        }
        DataDirectoryLock.take(data);
        Server.terminateLeftover(base(data));
        if (!HostResources.isFree(port)) {
            throw new UsageException(
                    "Port " + port + " is in use. Stop what uses it, or choose another: -Dchatkit.port=" + (port + 1));
        }
    }

    private int run(Optional<ProcessHandle> parent) throws IOException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
        parent.ifPresent(DevServer::exitWith);
        try {
            start();
            announce();
            int status = server.process().waitFor();
            if (!stopping) {
                System.err.println("WildFly ended with " + status + ". The log " + log() + " ends with");
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

    /** Maven dies at once when it is told to stop, and says nothing at all when it is killed. */
    private static void exitWith(ProcessHandle maven) {
        Thread watch = new Thread(() -> {
            while (!ChildProcesses.awaitExit(maven, Duration.ofDays(1))) {
                // still there after a day
            }
            System.exit(0);
        });
        watch.setDaemon(true);
        watch.start();
    }

    /** The database is up long before the server asks for it, so they start side by side. */
    private void start() throws IOException {
        System.out.println("ChatKit: starting, the log is " + log());
        CompletableFuture<Void> databaseStarted = CompletableFuture.runAsync(database::start);
        WildFlyTemplate.create(WildFlyDistribution.standard(), true);
        server.start(BuildPaths.war());
        databaseStarted.join();
        server.awaitResponse("api/opportunities", status -> status == 200, START);
        ready = true;
    }

    private void announce() {
        System.out.println();
        System.out.println("ChatKit runs at " + server.baseUri() + " and keeps its conversations in " + data);
        System.out.println("Without a login you are the user \"demo\". Try:");
        System.out.println();
        System.out.println("  curl -i -H 'Content-Type: application/json' -d '{\"name\": \"A first opportunity\"}' "
                + server.baseUri() + "api/opportunities");
        System.out.println();
        System.out.println("The database is " + database.url() + ", user " + database.user() + ", password in "
                + data.resolve("database-password"));
        System.out.println("Ctrl-C stops it. The log is " + log());
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
