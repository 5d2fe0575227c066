package ee.chatkit.store.jpa;

import ee.chatkit.model.AuditEntry;
import ee.chatkit.store.UnavailableException;
import ee.chatkit.store.connection.ManagedConnections;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * Adds to the audit log when the JTA transaction of a caller is about to be committed, and what it throws rolls that back.
 *
 * <p>Not at once, because the transaction may still lock rows: if it held the head of the log meanwhile, it and another one that
 * deletes could wait for each other. The connection is the datasource's, which takes part in the transaction; a session of
 * Hibernate would register a synchronization of its own, when it is late for that.
 */
record AuditSynchronization(ManagedConnections connections, boolean withRowAccess, List<AuditEntry> entries)
        implements Synchronization {
    /** @throws UnavailableException when the transaction cannot tell when it is committed */
    static void register(
            Transactions.Jta server, ManagedConnections connections, boolean withRowAccess, List<AuditEntry> entries) {
        try {
            server.manager()
                    .getTransaction()
                    .registerSynchronization(new AuditSynchronization(connections, withRowAccess, entries));
        } catch (RollbackException e) {
            // it will not be committed, and nothing of it is recorded
        } catch (SystemException e) {
            throw new UnavailableException("the audit log cannot take part in the transaction", e);
        }
    }

    @Override
    public void beforeCompletion() {
        try {
            Connection connection = connections.open();
            try {
                AuditWriter.append(
                        withRowAccess ? RowAccessConnection.of(connection, RowAccess.ALL_USERS) : connection, entries);
            } finally {
                connections.close(connection);
            }
        } catch (SQLException e) {
            throw SqlFailure.inCallersTransaction(new IllegalStateException("the audit log cannot be written", e));
        }
    }

    @Override
    public void afterCompletion(int status) {}
}
