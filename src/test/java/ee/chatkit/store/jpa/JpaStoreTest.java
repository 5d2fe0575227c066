package ee.chatkit.store.jpa;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The PostgreSQL stores fulfil every contract, on a real server. */
@Execution(ExecutionMode.CONCURRENT)
class JpaStoreTest extends JpaContracts {
    JpaStoreTest() {
        super(TestDatabase.create());
    }
}
