package ee.chatkit.store.jpa;

import ee.chatkit.store.Archive;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** {@link Archive} in PostgreSQL: plain JDBC, on connections and in transactions of its own. */
final class JpaArchive implements Archive {
    private final DataSource dataSource;
    private final SchemaReadiness schemaReadiness;

    JpaArchive(DataSource dataSource, SchemaReadiness schemaReadiness) {
        this.dataSource = dataSource;
        this.schemaReadiness = schemaReadiness;
    }

    @Override
    public void read(Selection selection, Sink sink) throws IOException {
        schemaReadiness.await();
        try (Connection connection = begin("set transaction isolation level repeatable read, read only")) {
            try {
                new ArchiveReader(connection, selection, sink, schemaReadiness.isAdopted()).read();
            } finally {
                release(connection);
            }
        } catch (SQLException | RuntimeException e) {
            throw translate(e);
        }
    }

    @Override
    public long count(Selection selection) {
        schemaReadiness.await();
        try (Connection connection = dataSource.getConnection()) {
            return ArchiveReader.count(connection, selection);
        } catch (SQLException | RuntimeException e) {
            throw translate(e);
        }
    }

    @Override
    public Writer write(boolean keep) {
        schemaReadiness.await();
        try {
            return new ArchiveWriter(
                    begin("set transaction isolation level read committed"), keep, schemaReadiness.isAdopted());
        } catch (SQLException e) {
            throw translate(e);
        }
    }

    private Connection begin(String sql) throws SQLException {
        Connection connection = dataSource.getConnection();
        try {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
            return connection;
        } catch (SQLException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    /** Rolls back, and restores the autocommit mode in which the pool returned the connection. */
    static void release(Connection connection) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            // the connection is broken, which the pool detects when it is closed
        }
    }

    /** The exception that the contract specifies for a database failure; other exceptions are returned unchanged. */
    static RuntimeException translate(Exception e) {
        return SqlFailure.translate(
                e instanceof RuntimeException runtime ? runtime : new IllegalStateException("database failure", e));
    }
}
