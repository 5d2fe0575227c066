package ee.chatkit.store.jpa;

/** The PostgreSQL stores keep every contract, on a real server. */
class JpaStoreTest extends JpaContracts {
    JpaStoreTest() {
        super(TestDatabase.create());
    }
}
