package ee.chatkit.chat;

import ee.chatkit.store.OpportunityStore;
import ee.chatkit.store.Store;
import ee.chatkit.store.jpa.PostgresStores;
import ee.chatkit.store.jpa.TestDatabase;
import ee.chatkit.store.jpa.Transactions;
import ee.chatkit.store.memory.MemoryStore;
import java.time.Clock;

/** The stores that the engine is tested on. One may be full of other users' data. */
enum StoreFixture {
    MEMORY {
        @Override
        Opened open() {
            var store = new MemoryStore(Clock.systemUTC());
            return new Opened(store, store.opportunities());
        }
    },
    POSTGRESQL {
        @Override
        Opened open() {
            return Postgres.OPENED;
        }
    };

    abstract Opened open();

    record Opened(Store store, OpportunityStore opportunities) {}

    /** Begun with the first test that needs it. */
    private static final class Postgres {
        static final Opened OPENED = begin();

        private static Opened begin() {
            var stores = new PostgresStores(TestDatabase.create(), Transactions.OWN, Clock.systemUTC());
            stores.prepare();
            return new Opened(stores.store(), stores.opportunities());
        }
    }
}
