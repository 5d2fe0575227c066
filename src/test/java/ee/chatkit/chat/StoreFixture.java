package ee.chatkit.chat;

import ee.chatkit.store.OpportunityStore;
import ee.chatkit.store.Store;
import ee.chatkit.store.TurnJournal;
import ee.chatkit.store.jpa.PostgresStores;
import ee.chatkit.store.jpa.TestDatabase;
import ee.chatkit.store.jpa.Transactions;
import ee.chatkit.store.memory.MemoryStore;
import java.time.Clock;

/** The stores that the engine is tested on. They may contain data of other users. */
enum StoreFixture {
    MEMORY {
        @Override
        Stores open() {
            var store = new MemoryStore(Clock.systemUTC());
            return new Stores(store, store.opportunities(), store.turnJournal());
        }
    },
    POSTGRESQL {
        @Override
        Stores open() {
            return Postgres.OPENED;
        }
    };

    abstract Stores open();

    record Stores(Store store, OpportunityStore opportunities, TurnJournal journal) {}

    /** Started with the first test that needs it. */
    private static final class Postgres {
        static final Stores OPENED = begin();

        private static Stores begin() {
            var stores = new PostgresStores(TestDatabase.create(), Transactions.LOCAL, Clock.systemUTC());
            stores.prepare();
            return new Stores(stores.store(), stores.opportunities(), stores.turnJournal());
        }
    }
}
