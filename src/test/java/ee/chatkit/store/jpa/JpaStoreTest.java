package ee.chatkit.store.jpa;

import ee.chatkit.store.AllAttachments;
import ee.chatkit.store.AttachmentContents;
import ee.chatkit.store.OpportunityStore;
import ee.chatkit.store.Store;
import ee.chatkit.store.contract.AllContracts;
import ee.chatkit.store.contract.MutableClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The PostgreSQL stores keep every contract, on a real server. */
class JpaStoreTest implements AllContracts {
    private static final MutableClock CLOCK = new MutableClock();
    private static PostgresStores stores;

    @BeforeAll
    static void prepare() {
        stores = new PostgresStores(TestDatabase.create(), Transactions.OWN, CLOCK);
        stores.prepare();
    }

    @AfterAll
    static void close() {
        stores.close();
    }

    @Override
    public Store store() {
        return stores.store();
    }

    @Override
    public OpportunityStore opportunities() {
        return stores.opportunities();
    }

    @Override
    public AttachmentContents contents() {
        return stores.contents();
    }

    @Override
    public AllAttachments allAttachments() {
        return stores.allAttachments();
    }

    @Override
    public MutableClock clock() {
        return CLOCK;
    }
}
