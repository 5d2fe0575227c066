package ee.chatkit.store.jpa;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.DatabaseException;

/**
 * A connection on which Liquibase ends no transaction. It would commit after each changeset, and once more after it has
 * noted that in its log: a node that is killed between the two leaves a table that nobody can account for. PostgreSQL's
 * DDL is transactional, so the whole migration is one transaction, and a killed one leaves nothing. Where Liquibase would
 * commit there is a savepoint, and a rollback goes back to that.
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
