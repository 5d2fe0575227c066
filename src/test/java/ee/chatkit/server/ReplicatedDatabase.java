package ee.chatkit.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * Two PostgreSQL servers, a primary and its streaming standby, which change roles by {@link #promote}. Each of the two has a
 * port and a directory of its own, whatever its role is.
 */
public final class ReplicatedDatabase implements AutoCloseable {
    private static final String SUPERUSER = "administrator";
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final Path directory;
    private final boolean synchronous;
    private EmbeddedDatabase primary;
    private EmbeddedDatabase standby;

    private ReplicatedDatabase(Path directory, boolean synchronous) throws IOException, SQLException {
        this.directory = directory;
        this.synchronous = synchronous;
        primary = EmbeddedDatabase.persistent(newFolder(), HostResources.freePort());
        primary.start();
        primary.stop();
        primary.createSuperuser(SUPERUSER);
        primary.setConfiguration("wal_keep_size", "1GB");
        primary.setConfiguration("wal_receiver_status_interval", "1s");
        primary.setConfiguration("wal_retrieve_retry_interval", "100ms");
        if (synchronous) {
            primary.setConfiguration("synchronous_standby_names", "standby");
        }
        primary.start();
        standby = newStandby(HostResources.freePort());
    }

    /** A primary whose commits do not wait for the standby. */
    public static ReplicatedDatabase asynchronous() {
        return create(false);
    }

    /** A primary whose commits return when the standby has written them. */
    public static ReplicatedDatabase synchronous() {
        return create(true);
    }

    private static ReplicatedDatabase create(boolean synchronous) {
        return HostResources.unchecked(() -> {
            Path directory = TemporaryDirectories.create("replicated-postgres", ReplicatedDatabase::stopServers);
            try {
                return new ReplicatedDatabase(directory, synchronous);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static void stopServers(Path directory) throws IOException {
        try (var folders = Files.list(directory)) {
            for (Path folder : folders.toList()) {
                EmbeddedDatabase.stopServerIn(folder);
            }
        }
    }

    private Path newFolder() throws IOException {
        return Files.createTempDirectory(directory, "server");
    }

    private EmbeddedDatabase newStandby(int port) throws IOException, SQLException {
        EmbeddedDatabase created = primary.createStandby(newFolder(), port, SUPERUSER);
        created.start();
        awaitStreaming();
        return created;
    }

    private void awaitStreaming() throws SQLException {
        String state = synchronous ? "sync" : "async";
        await("select count(*) > 0 from pg_stat_replication where state = 'streaming' and sync_state = '" + state
                + "'");
    }

    /** Waits until the standby has replayed what the primary has written. */
    public void awaitReplay() throws SQLException {
        await("select bool_and(replay_lsn >= pg_current_wal_lsn()) from pg_stat_replication");
    }

    private void await(String condition) throws SQLException {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (!isTrue(superuser(primary), condition)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("Not true within " + TIMEOUT + ": " + condition);
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private static boolean isTrue(DataSource server, String condition) throws SQLException {
        try (Connection connection = server.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(condition)) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** The server that accepts writes. */
    public EmbeddedDatabase primary() {
        return primary;
    }

    /** The server that replays them. */
    public EmbeddedDatabase standby() {
        return standby;
    }

    /** The URL of both servers, which leads to the primary. */
    public String url() {
        return url("primary");
    }

    /** The URL of both servers, which leads to the standby. */
    public String standbyUrl() {
        return url("secondary");
    }

    private String url(String type) {
        return "jdbc:postgresql://127.0.0.1:" + primary.port() + ",127.0.0.1:" + standby.port()
                + "/chatkit?hostRecheckSeconds=1&connectTimeout=2&targetServerType=" + type;
    }

    /** Connections of a superuser to one of the servers, without a pool. */
    public DataSource superuser(EmbeddedDatabase server) {
        return server.dataSource(SUPERUSER);
    }

    /** The standby receives what the primary writes, and does not replay it. */
    public void pauseReplay() throws SQLException {
        isTrue(superuser(standby), "select pg_wal_replay_pause() is not null");
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (!isTrue(superuser(standby), "select pg_get_wal_replay_pause_state() = 'paused'")
                && System.nanoTime() < end) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    /** Ends {@link #pauseReplay}. */
    public void resumeReplay() throws SQLException {
        isTrue(superuser(standby), "select pg_wal_replay_resume() is not null");
    }

    /** Makes the standby the primary; the former primary is down, or will be. */
    public void promote() throws SQLException {
        if (!isTrue(superuser(standby), "select pg_promote(true, 60)")) {
            throw new IllegalStateException("The standby was not promoted");
        }
        EmbeddedDatabase former = primary;
        primary = standby;
        standby = former;
    }

    /** Replaces the data of the server that is not the primary by a copy of the primary's, and starts it as its standby. */
    public void rebuildStandby() throws IOException, SQLException {
        EmbeddedDatabase former = standby;
        former.close();
        standby = newStandby(former.port());
        HostResources.delete(former.folder());
    }

    /** Stops the servers and deletes their data. */
    @Override
    public void close() {
        standby.close();
        primary.close();
        TemporaryDirectories.release(directory);
    }
}
