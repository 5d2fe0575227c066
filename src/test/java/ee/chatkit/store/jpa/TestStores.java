package ee.chatkit.store.jpa;

import ee.chatkit.store.connection.ConnectionLimits;
import ee.chatkit.store.connection.ManagedConnections;
import java.time.Clock;
import javax.sql.DataSource;

/** PostgreSQL stores for tests of the schema. */
public final class TestStores {
    private TestStores() {}

    /** Stores with a log of their own. */
    public static PostgresStores of(DataSource database, System.Logger log) {
        return new PostgresStores(database, Transactions.LOCAL, Clock.systemUTC(), log);
    }

    /** Fails unless the tables are as the entities map them. */
    public static void requireEntitiesMatch(DataSource database) {
        try (var sessions = SessionFactories.build(
                new ManagedConnections(database, ConnectionLimits.DEFAULT), Transactions.LOCAL, false)) {
            sessions.getSchemaManager().validateMappedObjects();
        }
    }
}
