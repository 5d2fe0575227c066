package ee.chatkit.store.jpa;

import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The PostgreSQL stores keep every contract in a database that was taken over from the Python version, too, but for one
 * sentence: an item's id is unique in the whole table there, as Python has it. The contracts use the same ids in many
 * threads, so that key is taken away here; {@link AdoptedDatabaseTest} shows what it does.
 */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
class AdoptedStoreTest extends JpaContracts {
    AdoptedStoreTest() throws SQLException {
        super(SupabaseDatabase.empty(TestDatabase.create()).database());
        new DatabaseQueries(database())
                .execute("alter table chatkit_thread_items drop constraint chatkit_thread_items_pkey");
    }
}
