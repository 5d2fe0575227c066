package ee.chatkit.store.jpa;

import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The PostgreSQL stores fulfil every contract, on a real server. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("JpaStoreTest")
class JpaStoreTest extends JpaContracts {
    JpaStoreTest() {
        super(TestDatabase.create());
    }
}
