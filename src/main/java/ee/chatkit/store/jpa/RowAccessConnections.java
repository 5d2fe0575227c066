package ee.chatkit.store.jpa;

import ee.chatkit.store.connection.ManagedConnections;
import java.sql.Connection;
import java.sql.SQLException;
import org.hibernate.engine.jdbc.connections.spi.MultiTenantConnectionProvider;
import org.hibernate.service.UnknownUnwrapTypeException;

/**
 * Gives Hibernate's sessions connections whose statements have the {@link RowAccess} of the session, which Hibernate calls its
 * tenant.
 */
@SuppressWarnings("serial") // declared serializable by Hibernate, never serialized
final class RowAccessConnections implements MultiTenantConnectionProvider<String> {
    private final transient ManagedConnections connections;

    RowAccessConnections(ManagedConnections connections) {
        this.connections = connections;
    }

    @Override
    public Connection getAnyConnection() throws SQLException {
        return connections.open();
    }

    @Override
    public void releaseAnyConnection(Connection connection) throws SQLException {
        connections.close(connection);
    }

    @Override
    public Connection getConnection(String tenant) throws SQLException {
        return RowAccessConnection.of(connections.open(), RowAccess.parse(tenant));
    }

    @Override
    public void releaseConnection(String tenant, Connection connection) throws SQLException {
        connections.close(RowAccessConnection.delegate(connection));
    }

    /** As for {@link SessionConnections}. */
    @Override
    public boolean supportsAggressiveRelease() {
        return true;
    }

    @Override
    public boolean isUnwrappableAs(Class<?> type) {
        return false;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        throw new UnknownUnwrapTypeException(type);
    }
}
