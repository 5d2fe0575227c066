package ee.chatkit.server;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A deployed WAR for black-box tests: a server with the WAR at {@code /} and, optionally, a database. Both can be stopped,
 * killed and restarted separately. {@link #close} terminates both and preserves the server's log in {@code target}.
 */
public final class ServerFixture implements AutoCloseable {
    /** Most tests send as one user what is not meant to be limited; those of the limits set their own. */
    private static final Map<String, String> UNLIMITED = Map.of(
            "CHATKIT_LIMITS_REQUESTS_PER_MINUTE", "0",
            "CHATKIT_LIMITS_CONCURRENT_REQUESTS", "0",
            "CHATKIT_LIMITS_CONCURRENT_UPLOADS", "0",
            "CHATKIT_LIMITS_CONCURRENT_TURNS", "0",
            "CHATKIT_LIMITS_NODE_TURNS", "0",
            "CHATKIT_LIMITS_NODE_TURN_BYTES", "0",
            "CHATKIT_LIMITS_THREADS", "0",
            "CHATKIT_LIMITS_ATTACHMENT_BYTES", "0",
            "CHATKIT_LIMITS_MESSAGE_LENGTH", "0");

    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    private final Path folder;
    private final EmbeddedDatabase database;
    private final Server server;
    private final Path log;
    private final boolean ownsDatabase;
    private Path war = BuildPaths.war();

    private ServerFixture(
            Server.Kind kind,
            EmbeddedDatabase database,
            boolean ownsDatabase,
            Map<String, String> environment,
            List<String> users)
            throws IOException {
        this.database = database;
        this.ownsDatabase = ownsDatabase;
        folder = TemporaryDirectories.create(kind.name().toLowerCase(Locale.ROOT), Server::terminateLeftover);
        log = folder.resolve("log").resolve("server.log");
        Map<String, String> all = new HashMap<>(UNLIMITED);
        all.putAll(environment);
        if (database != null) {
            all.putAll(Server.Settings.environmentFor(database));
        }
        server = kind.with(new Server.Settings(
                folder, log, HostResources.freePort(), HostResources.freePort(), database != null, all, users));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    }

    /**
     * A server with the datasource, and a running database. The server is not started, so that a test can stop the database
     * first.
     *
     * @param environment settings as environment variables, for example {@code CHATKIT_ANONYMOUS_USER}
     */
    public static ServerFixture withDatabase(Server.Kind kind, Map<String, String> environment) {
        return HostResources.unchecked(
                () -> new ServerFixture(kind, EmbeddedDatabase.temporary(), true, environment, List.of()));
    }

    /** A server, which is not started, on a database that the caller starts and closes; several may share it. */
    public static ServerFixture onDatabase(
            Server.Kind kind, EmbeddedDatabase database, Map<String, String> environment) {
        return HostResources.unchecked(() -> new ServerFixture(kind, database, false, environment, List.of()));
    }

    /** A server without a datasource, which is not started. */
    public static ServerFixture withoutDatasource(Server.Kind kind, Map<String, String> environment) {
        return HostResources.unchecked(() -> new ServerFixture(kind, null, false, environment, List.of()));
    }

    /** A server without a datasource, which is not started, whose own login knows users; their passwords are their names. */
    public static ServerFixture withUsers(Server.Kind kind, Map<String, String> environment, List<String> users) {
        return HostResources.unchecked(() -> new ServerFixture(kind, null, false, environment, users));
    }

    /** Starts the server with the project's WAR and waits until a path responds with a status below 500. */
    public void start(String path) {
        start(path, BuildPaths.war());
    }

    /** Starts the server with a WAR and waits until a path responds with a status below 500. */
    public void start(String path, Path war) {
        startWithoutWaiting(war);
        server.awaitResponse(path, TIMEOUT);
    }

    /** Starts the server with a WAR and returns at once. */
    public void startWithoutWaiting(Path war) {
        this.war = war;
        server.start(war);
    }

    /** Kills the server, starts it with the same WAR, and waits until a path responds with a status below 500. */
    public void killAndRestart(String path) {
        server.kill();
        start(path, war);
    }

    /** Replaces the WAR of the running server and waits until a path responds with status 200. */
    public void redeploy(String path, Path war) {
        server.undeploy();
        this.war = war;
        server.deploy(war);
        server.awaitResponse(path, status -> status == 200, TIMEOUT);
    }

    /** Redeploys unless this WAR is deployed. */
    public void ensureDeployed(String path, Path war) {
        if (!this.war.equals(war)) {
            redeploy(path, war);
        }
    }

    public Server server() {
        return server;
    }

    public EmbeddedDatabase database() {
        if (database == null) {
            throw new IllegalStateException("this fixture has no database");
        }
        return database;
    }

    /** The contents of the server's log. */
    public String log() {
        return HostResources.unchecked(() -> Files.readString(log));
    }

    public URI baseUri() {
        return server.baseUri();
    }

    @Override
    public void close() {
        server.close();
        if (Files.exists(log)) {
            Path preserved = folder.resolveSibling(folder.getFileName() + ".log");
            HostResources.unchecked(() -> Files.move(log, preserved, StandardCopyOption.REPLACE_EXISTING));
        }
        TemporaryDirectories.release(folder);
        if (ownsDatabase) {
            database.close();
        }
    }
}
