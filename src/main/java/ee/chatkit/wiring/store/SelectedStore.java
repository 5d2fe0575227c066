package ee.chatkit.wiring.store;

import ee.chatkit.store.Archive;
import ee.chatkit.store.AttachmentContents;
import ee.chatkit.store.AttachmentMaintenance;
import ee.chatkit.store.OpportunityStore;
import ee.chatkit.store.Store;
import ee.chatkit.store.jpa.PostgresStores;
import ee.chatkit.store.memory.MemoryStore;
import java.util.Optional;

/** The store that was chosen. */
sealed interface SelectedStore extends AutoCloseable {
    Store store();

    OpportunityStore opportunities();

    AttachmentContents contents();

    AttachmentMaintenance allAttachments();

    Archive archive();

    /** What keeps operations from succeeding now; empty when nothing does. */
    Optional<String> problem();

    @Override
    void close();

    /** Conversations end with the server. */
    record Memory(MemoryStore memory) implements SelectedStore {
        @Override
        public Store store() {
            return memory;
        }

        @Override
        public OpportunityStore opportunities() {
            return memory.opportunities();
        }

        @Override
        public AttachmentContents contents() {
            return memory.contents();
        }

        @Override
        public AttachmentMaintenance allAttachments() {
            return memory.attachmentMaintenance();
        }

        @Override
        public Archive archive() {
            return memory.archive();
        }

        @Override
        public Optional<String> problem() {
            return Optional.empty();
        }

        @Override
        public void close() {}
    }

    /** Conversations survive. */
    record Postgres(PostgresStores stores) implements SelectedStore {
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
        public AttachmentMaintenance allAttachments() {
            return stores.allAttachments();
        }

        @Override
        public Archive archive() {
            return stores.archive();
        }

        @Override
        public Optional<String> problem() {
            return stores.problem();
        }

        @Override
        public void close() {
            stores.close();
        }
    }
}
