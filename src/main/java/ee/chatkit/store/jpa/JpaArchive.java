package ee.chatkit.store.jpa;

import ee.chatkit.model.ArchiveEntry;
import ee.chatkit.model.AuditEntry;
import ee.chatkit.model.Caller;
import ee.chatkit.store.Archive;
import ee.chatkit.store.WriteOutcome;
import ee.chatkit.store.connection.ConnectionFailure;
import ee.chatkit.store.connection.ConnectionRetry;
import ee.chatkit.store.connection.ManagedConnections;
import ee.chatkit.store.connection.ReadReplica;
import ee.chatkit.store.schema.SchemaReadiness;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link Archive} in PostgreSQL: plain JDBC, on connections and in transactions of its own. */
final class JpaArchive implements Archive {
    private final ManagedConnections connections;
    private final Duration callLimit;
    private final SchemaReadiness schemaReadiness;
    private final boolean withRowAccess;
    private final @Nullable ReadReplica replica;
    private final boolean readsReplica;

    /**
     * Creates an archive.
     *
     * @param callLimit how long the database may take to answer one statement; zero for no limit
     * @param withRowAccess whether transactions have a {@link RowAccess}
     */
    JpaArchive(
            ManagedConnections connections,
            Duration callLimit,
            SchemaReadiness schemaReadiness,
            boolean withRowAccess,
            @Nullable ReadReplica replica) {
        this(connections, callLimit, schemaReadiness, withRowAccess, replica, false);
    }

    private JpaArchive(
            ManagedConnections connections,
            Duration callLimit,
            SchemaReadiness schemaReadiness,
            boolean withRowAccess,
            @Nullable ReadReplica replica,
            boolean readsReplica) {
        this.connections = connections;
        this.callLimit = callLimit;
        this.schemaReadiness = schemaReadiness;
        this.withRowAccess = withRowAccess;
        this.replica = replica;
        this.readsReplica = readsReplica;
    }

    @Override
    public Archive forDisplay() {
        return replica == null || readsReplica
                ? this
                : new JpaArchive(connections, callLimit, schemaReadiness, withRowAccess, replica, true);
    }

    @Override
    public void read(Selection selection, Sink sink) throws IOException {
        schemaReadiness.await();
        try {
            Opened opened = openToRead("repeatable read", selection);
            try {
                new ArchiveReader(opened.connection, selection, sink, schemaReadiness.isAdopted()).read();
            } finally {
                release(opened.from, opened.connection);
            }
        } catch (SQLException | RuntimeException e) {
            throw translate(e);
        }
    }

    @Override
    public long count(Selection selection) {
        schemaReadiness.await();
        try {
            Opened opened = openToRead("read committed", selection);
            try {
                return ArchiveReader.count(opened.connection, selection);
            } finally {
                release(opened.from, opened.connection);
            }
        } catch (SQLException | RuntimeException e) {
            throw translate(e);
        }
    }

    @Override
    public Writer write(boolean keep) {
        schemaReadiness.await();
        try {
            Connection connection =
                    begin(connections, "set transaction isolation level read committed", RowAccess.ALL_USERS);
            var writer = new ArchiveWriter(connections, connection, keep, schemaReadiness.isAdopted(), withRowAccess);
            return replica == null ? writer : new NotedWriter(writer, replica);
        } catch (SQLException e) {
            throw translate(e);
        }
    }

    private Opened openToRead(String isolation, Selection selection) throws SQLException {
        String sql = "set transaction isolation level " + isolation + ", read only";
        RowAccess access = access(selection);
        if (readsReplica && replica != null && replica.isCurrent(selection.owner())) {
            try {
                return new Opened(replica.connections(), begin(replica.connections(), sql, access));
            } catch (SQLException | RuntimeException e) {
                replica.noteFailure(e);
            }
        }
        return new Opened(connections, begin(connections, sql, access));
    }

    private record Opened(ManagedConnections from, Connection connection) {}

    /** Notes what is committed. */
    private record NotedWriter(Writer writer, ReadReplica replica) implements Writer {
        @Override
        public List<WriteOutcome> add(List<ArchiveEntry> entries) {
            return writer.add(entries);
        }

        @Override
        public void record(AuditEntry entry) {
            writer.record(entry);
        }

        @Override
        public void commit() {
            try {
                writer.commit();
            } finally {
                replica.noteWriteOfAll();
            }
        }

        @Override
        public void close() {
            writer.close();
        }
    }

    private static RowAccess access(Selection selection) {
        Caller owner = selection.owner();
        return owner == null ? RowAccess.ALL_USERS : RowAccess.of(owner);
    }

    /** Begins a transaction; nothing has been done when a connection is lost, so another one is opened. */
    private Connection begin(ManagedConnections from, String sql, RowAccess access) throws SQLException {
        var retry = new ConnectionRetry(true);
        while (true) {
            Connection connection = from.open(callLimit);
            try {
                connection.setAutoCommit(false);
                try (Statement statement = connection.createStatement()) {
                    statement.execute(sql);
                }
                if (withRowAccess) {
                    access.set(connection);
                }
                return connection;
            } catch (SQLException | RuntimeException e) {
                ConnectionFailure failure = ConnectionFailure.of(e);
                from.note(failure);
                release(from, connection);
                if (!retry.permits(failure)) {
                    throw e;
                }
            }
        }
    }

    /** Rolls back, and returns the connection to the pool in autocommit mode as it came. */
    static void release(ManagedConnections connections, Connection connection) throws SQLException {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            // the connection is lost, which is detected when it is closed
        } finally {
            connections.close(connection);
        }
    }

    /** The exception that the contract specifies for a database failure; other exceptions are returned unchanged. */
    static RuntimeException translate(Exception e) {
        return SqlFailure.translate(
                e instanceof RuntimeException runtime ? runtime : new IllegalStateException("database failure", e));
    }
}
