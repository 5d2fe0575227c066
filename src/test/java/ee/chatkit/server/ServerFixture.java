package ee.chatkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The deployed WAR as a test sees it from outside: a server with it at {@code /} and, unless it is left out, a database.
 * Database and server can be stopped, killed and started again one by one; {@link #close} ends both and leaves the
 * server's log in {@code target/}.
 */
public final class ServerFixture implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    private final Path folder;
    private final EmbeddedDatabase database;
    private final Server server;
    private final Path log;
    private Path war = BuildPaths.war();

    private ServerFixture(Server.Kind kind, EmbeddedDatabase database, Map<String, String> environment)
            throws IOException {
        this.database = database;
        folder = TemporaryDirectories.create(kind.name().toLowerCase(Locale.ROOT), Server::terminateLeftover);
        log = folder.resolve("log").resolve("server.log");
        Map<String, String> all = new HashMap<>(environment);
        if (database != null) {
            all.putAll(Server.Settings.environmentFor(database));
        }
        server = kind.with(new Server.Settings(
                folder, log, HostResources.freePort(), HostResources.freePort(), database != null, all));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    }

    /**
     * A WildFly with the datasource and a database that runs. The server does not run yet, so that a test can stop the
     * database first.
     *
     * @param environment settings as environment variables, for instance {@code CHATKIT_ANONYMOUS_USER}
     */
    public static ServerFixture withDatabase(Map<String, String> environment) {
        return withDatabase(Server.Kind.WILDFLY, environment);
    }

    /** As above, with a server of this kind. */
    public static ServerFixture withDatabase(Server.Kind kind, Map<String, String> environment) {
        try {
            return new ServerFixture(kind, EmbeddedDatabase.temporary(), environment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A WildFly without a datasource. It does not run yet. */
    public static ServerFixture withoutDatasource(Map<String, String> environment) {
        return withoutDatasource(Server.Kind.WILDFLY, environment);
    }

    /** As above, with a server of this kind. */
    public static ServerFixture withoutDatasource(Server.Kind kind, Map<String, String> environment) {
        try {
            return new ServerFixture(kind, null, environment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the server with the project's WAR and waits until a path answers below 500. */
    public void start(String path) {
        start(path, BuildPaths.war());
    }

    /** As above, with another WAR. */
    public void start(String path, Path war) {
        startWithoutWaiting(war);
        server.awaitResponse(path, TIMEOUT);
    }

    /** Starts the server with a WAR and returns at once. */
    public void startWithoutWaiting(Path war) {
        this.war = war;
        server.start(war);
    }

    /** Kills the server, starts it with the WAR that it had, and waits until a path answers below 500. */
    public void killAndRestart(String path) {
        server.kill();
        start(path, war);
    }

    /** Takes the WAR away, gives the server another one while it runs, and waits until a path is served. */
    public void redeploy(String path, Path war) {
        server.undeploy();
        this.war = war;
        server.deploy(war);
        server.awaitResponse(path, status -> status == 200, TIMEOUT);
    }

    /** Sees to it that the server has this WAR, as above unless it has. */
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

    /** What the server has logged so far. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI baseUri() {
        return server.baseUri();
    }

    @Override
    public void close() {
        server.close();
        preserveLog();
        TemporaryDirectories.release(folder);
        if (database != null) {
            database.close();
        }
    }

    private void preserveLog() {
        if (Files.exists(log)) {
            try {
                Files.move(
                        log, folder.resolveSibling(folder.getFileName() + ".log"), StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
