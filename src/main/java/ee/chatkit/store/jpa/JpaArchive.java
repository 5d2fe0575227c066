package ee.chatkit.store.jpa;

import ee.chatkit.model.Caller;
import ee.chatkit.store.Archive;
import ee.chatkit.store.connection.ConnectionFailure;
import ee.chatkit.store.connection.ConnectionRetry;
import ee.chatkit.store.connection.ManagedConnections;
import ee.chatkit.store.schema.SchemaReadiness;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** {@link Archive} in PostgreSQL: plain JDBC, on connections and in transactions of its own. */
final class JpaArchive implements Archive {
    private final ManagedConnections connections;
    private final Duration callLimit;
    private final SchemaReadiness schemaReadiness;
    private final boolean withRowAccess;

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
            boolean withRowAccess) {
        this.connections = connections;
        this.callLimit = callLimit;
        this.schemaReadiness = schemaReadiness;
        this.withRowAccess = withRowAccess;
    }

    @Override
    public void read(Selection selection, Sink sink) throws IOException {
        schemaReadiness.await();
        try {
            Connection connection =
                    begin("set transaction isolation level repeatable read, read only", access(selection));
            try {
                new ArchiveReader(connection, selection, sink, schemaReadiness.isAdopted()).read();
            } finally {
                release(connections, connection);
            }
        } catch (SQLException | RuntimeException e) {
            throw translate(e);
        }
    }

    @Override
    public long count(Selection selection) {
        schemaReadiness.await();
        try {
            Connection connection =
                    begin("set transaction isolation level read committed, read only", access(selection));
            try {
                return ArchiveReader.count(connection, selection);
            } finally {
                release(connections, connection);
            }
        } catch (SQLException | RuntimeException e) {
            throw translate(e);
        }
    }

    @Override
    public Writer write(boolean keep) {
        schemaReadiness.await();
        try {
            Connection connection = begin("set transaction isolation level read committed", RowAccess.ALL_USERS);
            return new ArchiveWriter(connections, connection, keep, schemaReadiness.isAdopted(), withRowAccess);
        } catch (SQLException e) {
            throw translate(e);
        }
    }

    private static RowAccess access(Selection selection) {
        Caller owner = selection.owner();
        return owner == null ? RowAccess.ALL_USERS : RowAccess.of(owner);
    }

    /** Begins a transaction; nothing has been done when a connection is lost, so another one is opened. */
    private Connection begin(String sql, RowAccess access) throws SQLException {
        var retry = new ConnectionRetry(true);
        while (true) {
            Connection connection = connections.open(callLimit);
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
                connections.note(failure);
                release(connections, connection);
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
