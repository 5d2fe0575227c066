package ee.chatkit.store.jpa;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.chatkit.store.schema.SchemaPreparation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The PostgreSQL stores fulfil every contract on the oldest supported PostgreSQL. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("OldestPostgresTest")
class OldestPostgresTest extends JpaContracts {
    OldestPostgresTest() {
        super(TestDatabase.onOldestPostgres());
    }

    @Test
    void testedVersion_isTheOldestSupported() throws Exception {
        try (var connection = database().getConnection()) {
            assertEquals(
                    SchemaPreparation.OLDEST_POSTGRESQL,
                    connection.getMetaData().getDatabaseMajorVersion());
        }
    }

    @Test
    void entities_matchSchema() {
        TestStores.requireEntitiesMatch(database());
    }
}
