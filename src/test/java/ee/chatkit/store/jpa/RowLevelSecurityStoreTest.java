package ee.chatkit.store.jpa;

import ee.chatkit.store.schema.RowLevelSecurity;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The PostgreSQL stores fulfil every contract under row-level security, as a role that does not own the schema. */
@Tag("slow")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("RowLevelSecurityStoreTest")
class RowLevelSecurityStoreTest extends JpaContracts {
    RowLevelSecurityStoreTest() throws SQLException {
        super(new DatabaseRoles("restricted").restricted().runtime(), RowLevelSecurity.ON);
    }
}
