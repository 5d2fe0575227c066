package ee.chatkit.store.jpa;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** The PostgreSQL stores keep every contract on the oldest PostgreSQL that is supported, too. */
class OldestPostgresTest extends JpaContracts {
    OldestPostgresTest() {
        super(TestDatabase.onOldestPostgres());
    }

    @Test
    void testedVersion_isTheOldestSupported() throws Exception {
        try (var connection = database().getConnection()) {
            assertEquals(Schema.OLDEST_POSTGRESQL, connection.getMetaData().getDatabaseMajorVersion());
        }
    }

    @Test
    void entities_matchSchema() {
        try (var sessions = SessionFactories.build(database(), Transactions.LOCAL)) {
            sessions.getSchemaManager().validateMappedObjects();
        }
    }
}
