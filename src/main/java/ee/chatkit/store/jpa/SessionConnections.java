package ee.chatkit.store.jpa;

import ee.chatkit.store.connection.ManagedConnections;
import java.sql.Connection;
import java.sql.SQLException;
import org.hibernate.engine.jdbc.connections.spi.ConnectionProvider;
import org.hibernate.service.UnknownUnwrapTypeException;

/** Gives Hibernate's sessions the connections of the stores. */
@SuppressWarnings("serial") // declared serializable by Hibernate, never serialized
final class SessionConnections implements ConnectionProvider {
    private final transient ManagedConnections connections;

    SessionConnections(ManagedConnections connections) {
        this.connections = connections;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return connections.open();
    }

    @Override
    public void closeConnection(Connection connection) throws SQLException {
        connections.close(connection);
    }

    /** As for any datasource: in a JTA transaction the pool keeps the connection between statements. */
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
