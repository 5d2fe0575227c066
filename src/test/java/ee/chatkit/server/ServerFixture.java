package ee.chatkit.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * The deployed WAR as a test sees it from outside: a WildFly with it at {@code /} and, unless it is left out, a database.
 * Database and server can be stopped, killed and started again one by one; {@link #close} ends both and leaves the
 * server's log in {@code target/}.
 */
public final class ServerFixture implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Path folder;
    private final EmbeddedDatabase database;
    private final WildFlyServer server;
    private final Path log;

    private ServerFixture(EmbeddedDatabase database, Map<String, String> environment) throws IOException {
        this.database = database;
        folder = TemporaryFolders.create("wildfly", WildFlyServer::endLeftover);
        log = folder.resolve("log").resolve("server.log");
        Map<String, String> all = new HashMap<>(environment);
        if (database != null) {
            all.putAll(WildFlyServer.Settings.environmentFor(database));
        }
        server = new WildFlyServer(
                new WildFlyServer.Settings(folder, log, Folders.freePort(), Folders.freePort(), database != null, all));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    }

    /**
     * A server with the datasource and a database that runs. The server does not run yet, so that a test can stop the
     * database first.
     *
     * @param environment settings as environment variables, for instance {@code CHATKIT_ANONYMOUS_USER}
     */
    public static ServerFixture withDatabase(Map<String, String> environment) {
        try {
            return new ServerFixture(EmbeddedDatabase.temporary(), environment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A server without a datasource. It does not run yet. */
    public static ServerFixture withoutDatasource(Map<String, String> environment) {
        try {
            return new ServerFixture(null, environment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts the server with the project's WAR and waits until a path answers below 500. */
    public void start(String path) {
        start(path, Places.war());
    }

    /** As above, with another WAR. */
    public void start(String path, Path war) {
        server.start(war);
        server.awaitAnswer(path, PATIENCE);
    }

    public WildFlyServer server() {
        return server;
    }

    public EmbeddedDatabase database() {
        if (database == null) {
            throw new IllegalStateException("this fixture has no database");
        }
        return database;
    }

    public URI baseUri() {
        return server.baseUri();
    }

    @Override
    public void close() {
        server.close();
        keepLog();
        TemporaryFolders.release(folder);
        if (database != null) {
            database.close();
        }
    }

    private void keepLog() {
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
