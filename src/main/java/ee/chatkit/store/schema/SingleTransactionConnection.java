package ee.chatkit.store.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.DatabaseException;

/**
 * A connection on which Liquibase does not end the transaction.
 *
 * <p>Liquibase commits after each changeset, and again after it has recorded the changeset in its changelog table: a node
 * that is killed between the two leaves a table without a record. DDL is transactional in PostgreSQL, so the whole migration
 * runs in one transaction, and one that is killed leaves nothing. A commit of Liquibase sets a savepoint instead, and its
 * rollback returns to that savepoint. The cost: the locks of all changesets are held until the end.
 */
final class SingleTransactionConnection extends JdbcConnection {
    private final Connection connection;
    private Savepoint savepoint;

    SingleTransactionConnection(Connection connection) throws SQLException {
        super(connection);
        this.connection = connection;
        this.savepoint = connection.setSavepoint();
    }

    @Override
    public void commit() throws DatabaseException {
        try {
            connection.releaseSavepoint(savepoint);
            savepoint = connection.setSavepoint();
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    @Override
    public void rollback() throws DatabaseException {
        try {
            connection.rollback(savepoint);
        } catch (SQLException e) {
            throw new DatabaseException(e);
        }
    }

    @Override
    public void setAutoCommit(boolean autoCommit) {}

    @Override
    public void close() {}
}
