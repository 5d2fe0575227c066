package ee.chatkit.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A pgbouncer in transaction mode, in front of a PostgreSQL server on loopback that needs no password. Each database and role has
 * fewer server connections than its clients open, so that transactions of a client run in different sessions.
 */
public final class PgBouncer implements AutoCloseable {
    private static final int SERVER_CONNECTIONS = 8;
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private final Path directory;
    private final Process process;
    private final int port;

    private PgBouncer(Path directory, Process process, int port) {
        this.directory = directory;
        this.process = process;
        this.port = port;
    }

    /** Whether the program is installed. */
    public static boolean isInstalled() {
        return program().isPresent();
    }

    private static Optional<Path> program() {
        return Stream.concat(
                        Stream.of(System.getenv().getOrDefault("PATH", "").split(":")),
                        Stream.of("/usr/sbin", "/usr/local/sbin"))
                .map(folder -> Path.of(folder, "pgbouncer"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Starts one, and returns when it accepts connections.
     *
     * @param postgresPort the port of the server
     * @param roles the roles that may connect
     */
    public static PgBouncer start(int postgresPort, String... roles) {
        return HostResources.unchecked(() -> {
            Path directory = TemporaryDirectories.create("pgbouncer", PgBouncer::endLeftover);
            int port = HostResources.freePort();
            Path users = directory.resolve("users.txt");
            Files.write(
                    users, Stream.of(roles).map(role -> "\"" + role + "\" \"\"").toList());
            Path configuration = Files.writeString(directory.resolve("pgbouncer.ini"), """
                [databases]
                * = host=127.0.0.1 port=%d
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = %d
                unix_socket_dir =
                auth_type = trust
                auth_file = %s
                pidfile = %s
                pool_mode = transaction
                default_pool_size = %d
                max_client_conn = 200
                ignore_startup_parameters = extra_float_digits
                """.formatted(
                            postgresPort, port, users, directory.resolve("pid"), SERVER_CONNECTIONS));
            Path log = directory.resolve("log");
            Process process = new ProcessBuilder(command(configuration))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            var started = new PgBouncer(directory, process, port);
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            started.awaitListening(log);
            return started;
        });
    }

    /** It refuses to run as root; in a user namespace of its own it is not root. */
    private static List<String> command(Path configuration) throws IOException {
        List<String> command = new ArrayList<>();
        Path self = Path.of("/proc/self");
        if (Files.exists(self) && Files.getAttribute(self, "unix:uid").equals(0)) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(program().orElseThrow().toString(), configuration.toString()));
        return command;
    }

    private static void endLeftover(Path directory) throws IOException {
        ChildProcesses.findRecorded(directory.resolve("pid"), directory).ifPresent(ChildProcesses::kill);
    }

    private void awaitListening(Path log) {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (true) {
            try {
                new Socket(InetAddress.getLoopbackAddress(), port).close();
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    throw new IllegalStateException("pgbouncer does not listen: " + ChildProcesses.tail(log), e);
                }
                LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            }
        }
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {
        ChildProcesses.terminate(process.toHandle(), TIMEOUT);
        TemporaryDirectories.release(directory);
    }
}
