package ee.chatkit.store.jpa;

import ee.chatkit.store.schema.SupabaseDatabase;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * The PostgreSQL stores fulfil every contract in an adopted Supabase schema, with two exceptions: the id of an item
 * is unique in the whole table there, and an opportunity without a phase gets the default. The contracts use the same ids in
 * several threads, and opportunities without a phase, so this test drops key and trigger; {@link AdoptedDatabaseTest} and
 * {@link FirstVersionAdoptionTest} test their effects.
 */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("AdoptedStoreTest")
class AdoptedStoreTest extends JpaContracts {
    AdoptedStoreTest() throws SQLException {
        super(SupabaseDatabase.empty(TestDatabase.create()).database());
        new DatabaseQueries(database())
                .execute(
                        "alter table chatkit_thread_items drop constraint chatkit_thread_items_pkey",
                        "drop trigger chatkit_adopted_required on opportunities");
    }
}
