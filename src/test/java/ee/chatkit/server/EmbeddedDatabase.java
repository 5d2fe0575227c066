package ee.chatkit.server;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL server with a database {@code chatkit}, owned by a role of that name. It listens on loopback only and requires
 * a password, which is generated with the data and kept beside it in a file that only its owner can read.
 *
 * <p>The server can be stopped, killed and started again; port, password and data stay the same.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final String NAME = "chatkit";
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private static final String UNUSED_PID = "2147483646";

    private final Path folder;
    private final Path cluster;
    private final Path log;
    private final int port;
    private final boolean temporary;
    private volatile boolean closed;
    private String password = "";

    private EmbeddedDatabase(Path folder, int port, boolean temporary) {
        this.folder = folder;
        this.cluster = folder.resolve("postgres");
        this.log = folder.resolve("postgres.log");
        this.port = port;
        this.temporary = temporary;
    }

    /** Creates and starts an empty database, which is not durable and is deleted by {@link #close}. */
    public static EmbeddedDatabase temporary() {
        return HostResources.unchecked(() -> {
            Path folder = TemporaryDirectories.create("postgres", EmbeddedDatabase::stopServerIn);
            EmbeddedDatabase database = new EmbeddedDatabase(folder, HostResources.freePort(), true);
            database.start();
            Runtime.getRuntime().addShutdownHook(new Thread(database::stop));
            return database;
        });
    }

    /** A database whose data is kept in a directory. The caller starts and stops it. */
    static EmbeddedDatabase persistent(Path folder, int port) {
        return new EmbeddedDatabase(folder, port, false);
    }

    /**
     * Creates a superuser with the password of the database, which may write even if the database is made read-only. The server
     * must be stopped, and have been started before.
     *
     * @param role the name of the role, which must not exist
     */
    synchronized void createSuperuser(String role) throws IOException {
        runInSingleUserMode(
                cluster,
                "create role " + role + " superuser login password '" + password() + "'\n" + "alter role " + role
                        + " set default_transaction_read_only = off\n");
    }

    /**
     * Creates a standby of this server, which must be running; the caller starts it. The data is copied between the start and
     * the end of a base backup; what is written meanwhile is streamed to the standby when it starts.
     *
     * @param folder an empty directory
     * @param superuser a role of {@link #createSuperuser}
     */
    EmbeddedDatabase createStandby(Path folder, int port, String superuser) throws IOException, SQLException {
        var standby = new EmbeddedDatabase(folder, port, false);
        Files.copy(this.folder.resolve("database-password"), folder.resolve("database-password"));
        try (Connection connection = dataSource(superuser).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_backup_start('standby', true)");
            copy(cluster, standby.cluster);
            try (ResultSet label = statement.executeQuery("select labelfile from pg_backup_stop(false)")) {
                label.next();
                Files.writeString(standby.cluster.resolve("backup_label"), label.getString(1));
            }
        }
        standby.setConfiguration(
                "primary_conninfo",
                "host=127.0.0.1 port=" + this.port + " user=" + superuser + " password=" + password()
                        + " application_name=standby");
        Files.createFile(standby.cluster.resolve("standby.signal"));
        return standby;
    }

    /** Copies the data of a running server, without what belongs to its processes; files may vanish meanwhile. */
    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Files.copy(directory, to.resolve(from.relativize(directory)), StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Path relative = from.relativize(file);
                if (!relative.startsWith("pg_wal") && !relative.toString().startsWith("postmaster.")) {
                    Files.copy(file, to.resolve(relative), StandardCopyOption.COPY_ATTRIBUTES);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                if (e instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw e;
            }
        });
    }

    /** Sets a parameter of the server for its next start. */
    void setConfiguration(String name, String value) throws IOException {
        Files.writeString(
                cluster.resolve("postgresql.auto.conf"),
                name + " = '" + value.replace("'", "''") + "'\n",
                StandardOpenOption.APPEND);
    }

    /** Starts the server and returns when it accepts connections. Terminates a server left running on the same data first. */
    public void start() {
        HostResources.unchecked(() -> {
            PostgresBinaries.unpacked(BuildPaths.home());
            password();
            if (!Files.isDirectory(cluster)) {
                initialize();
            }
            launch();
        });
    }

    /** Stops the server: running statements are aborted, committed data is safe. Does nothing if it is not running. */
    public synchronized void stop() {
        HostResources.unchecked(() -> stopServerIn(folder));
    }

    /** Kills the server (SIGKILL). */
    public synchronized void kill() {
        serverProcess().ifPresent(ChildProcesses::kill);
    }

    /** Suspends all processes of the server: it accepts connections and does not answer. */
    public synchronized void suspend() {
        signal("-STOP");
    }

    /** Continues a suspended server. */
    public synchronized void resume() {
        signal("-CONT");
    }

    private void signal(String signal) {
        ProcessHandle server = serverProcess().orElseThrow();
        List<String> command = new ArrayList<>(List.of("kill", signal, "" + server.pid()));
        server.children().forEach(child -> command.add("" + child.pid()));
        HostResources.unchecked(() -> ChildProcesses.run(new ProcessBuilder(command), log, TIMEOUT));
    }

    /** Stops the server, which cannot be started again, and deletes the data of a temporary one. */
    @Override
    public void close() {
        closed = true;
        stop();
        if (temporary) {
            TemporaryDirectories.release(folder);
        }
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + NAME;
    }

    public String user() {
        return NAME;
    }

    public synchronized String password() {
        if (password.isEmpty()) {
            password = readOrCreatePassword();
        }
        return password;
    }

    public int port() {
        return port;
    }

    /** The directory with the data, the password and the log. */
    Path folder() {
        return folder;
    }

    /** Connections without a pool. */
    public DataSource dataSource() {
        return dataSource(user());
    }

    /** Connections without a pool, of a role that has the same password. */
    DataSource dataSource(String role) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url());
        source.setUser(role);
        source.setPassword(password());
        return source;
    }

    /** The log of the server. */
    public Path log() {
        return log;
    }

    /** Whether the server process is running. It need not accept connections. */
    public boolean isRunning() {
        return serverProcess().isPresent();
    }

    /** The id of the server process, which is running. */
    public long pid() {
        return serverProcess().orElseThrow().pid();
    }

    /** The server process, if it is running. */
    Optional<ProcessHandle> serverProcess() {
        return HostResources.unchecked(() -> ChildProcesses.findRecorded(cluster.resolve("postmaster.pid"), cluster));
    }

    /** Retries while the child processes of a killed server still hold the shared memory. */
    private synchronized void launch() throws IOException {
        stopServerIn(folder);
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!closed) {
            try {
                String[] arguments = {"start", "-w", "-D", cluster.toString(), "-l", log.toString(), "-o", options()};
                ChildProcesses.run(program("pg_ctl", List.of(arguments)), log, TIMEOUT);
                return;
            } catch (IllegalStateException e) {
                if (!e.getMessage().contains("shared memory block") || System.nanoTime() > deadline) {
                    throw e;
                }
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        }
        throw new IllegalStateException("The database is closed");
    }

    static void stopServerIn(Path folder) throws IOException {
        Path cluster = folder.resolve("postgres");
        Path pidFile = cluster.resolve("postmaster.pid");
        Optional<ProcessHandle> server = ChildProcesses.findRecorded(pidFile, cluster);
        if (server.isPresent()) {
            ChildProcesses.run(
                    program("pg_ctl", List.of("stop", "-w", "-m", "fast", "-D", cluster.toString())),
                    folder.resolve("postgres.log"),
                    TIMEOUT);
            ChildProcesses.awaitExit(server.get(), TIMEOUT);
        } else if (Files.exists(pidFile)) {
            // PostgreSQL refuses to start while any process, even a zombie, has the recorded id. With an id that cannot
            // exist it makes its other checks, which find orphaned processes that still use the data.
            Files.writeString(pidFile, Files.readString(pidFile).replaceFirst("^\\d+", UNUSED_PID));
        }
    }

    private void initialize() throws IOException {
        Path unfinished = folder.resolve("postgres.new");
        HostResources.delete(unfinished);
        Path superuserPassword = writeSecret(folder.resolve("superuser-password.new"), randomText());
        List<String> arguments = new ArrayList<>(List.of("-D", unfinished.toString(), "-U", "postgres", "-E", "UTF8"));
        arguments.addAll(List.of("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
        arguments.addAll(List.of("-A", "scram-sha-256", "--pwfile", superuserPassword.toString()));
        if (temporary) {
            arguments.add("--no-sync");
        }
        ChildProcesses.run(program("initdb", arguments), log, TIMEOUT);
        Files.delete(superuserPassword);

        // in single-user mode: the superuser's password is not kept, and incomplete data is never served
        runInSingleUserMode(
                unfinished,
                "create role " + NAME + " login " + (temporary ? "createdb " : "") + "password '" + password + "'\n"
                        + "create database " + NAME + " owner " + NAME + "\n"
                        + (temporary
                                ? "grant set on parameter log_statement, log_parameter_max_length to " + NAME + "\n"
                                : ""));
        Files.move(unfinished, cluster);
    }

    private void runInSingleUserMode(Path data, String sql) throws IOException {
        Path statements = writeSecret(folder.resolve("statements.new"), sql);
        ProcessBuilder single = program("postgres", List.of("--single", "-D", data.toString(), "postgres"));
        ChildProcesses.run(single.redirectInput(statements.toFile()), log, TIMEOUT);
        Files.delete(statements);
    }

    private String options() {
        String options = "-p " + port + " -c listen_addresses=127.0.0.1 -c unix_socket_directories=''";
        return temporary ? options + " -c fsync=off -c full_page_writes=off" : options;
    }

    /** PostgreSQL refuses to run as root; in a user namespace of its own it is not root. */
    private static ProcessBuilder program(String name, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>();
        Path self = Path.of("/proc/self");
        if (Files.exists(self) && Files.getAttribute(self, "unix:uid").equals(0)) {
            command.addAll(List.of("unshare", "-U"));
        }
        command.add(PostgresBinaries.unpacked(BuildPaths.home())
                .resolve("bin")
                .resolve(name)
                .toString());
        command.addAll(arguments);
        return new ProcessBuilder(command);
    }

    private String readOrCreatePassword() {
        Path file = folder.resolve("database-password");
        return HostResources.unchecked(() -> {
            Files.createDirectories(folder);
            if (!Files.exists(file)) {
                Files.move(writeSecret(folder.resolve("database-password.new"), randomText()), file);
            }
            return Files.readString(file).strip();
        });
    }

    private static Path writeSecret(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] mode = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Files.createFile(file, mode);
        return Files.writeString(file, text, StandardOpenOption.WRITE);
    }

    private static String randomText() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
