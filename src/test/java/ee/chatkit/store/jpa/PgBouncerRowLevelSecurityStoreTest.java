package ee.chatkit.store.jpa;

import ee.chatkit.store.schema.RowLevelSecurity;
import java.sql.SQLException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** As {@link PgBouncerStoreTest}, under row-level security: no transaction has the user of another one in its session. */
@Tag("slow")
@EnabledIf("ee.chatkit.store.jpa.PgBouncerStoreTest#isRequired")
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("PgBouncerRowLevelSecurityStoreTest")
class PgBouncerRowLevelSecurityStoreTest extends JpaContracts {
    static final String ROLE = "runtime pooled";

    PgBouncerRowLevelSecurityStoreTest() throws SQLException {
        super(
                TestDatabase.behindPgBouncer(
                        new DatabaseRoles("pooled").restricted().runtime(), ROLE),
                RowLevelSecurity.ON);
    }
}
