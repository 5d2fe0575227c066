package ee.chatkit.store.memory;

import ee.chatkit.store.Archive;
import ee.chatkit.store.AttachmentContents;
import ee.chatkit.store.AttachmentMaintenance;
import ee.chatkit.store.AuditLog;
import ee.chatkit.store.IdempotencyStore;
import ee.chatkit.store.InactiveThreads;
import ee.chatkit.store.LegalHolds;
import ee.chatkit.store.OpportunityStore;
import ee.chatkit.store.Search;
import ee.chatkit.store.SearchIndex;
import ee.chatkit.store.Store;
import ee.chatkit.store.TurnJournal;
import ee.chatkit.store.UsageStore;
import ee.chatkit.store.UserRecords;
import ee.chatkit.store.contract.AllContracts;
import ee.chatkit.store.contract.MutableClock;

class MemoryStoreTest implements AllContracts {
    private final MutableClock clock = new MutableClock();
    private final MemoryStore store = new MemoryStore(clock);

    @Override
    public Store store() {
        return store;
    }

    @Override
    public OpportunityStore opportunities() {
        return store.opportunities();
    }

    @Override
    public AttachmentContents contents() {
        return store.contents();
    }

    @Override
    public AttachmentMaintenance attachmentMaintenance() {
        return store.attachmentMaintenance();
    }

    @Override
    public UsageStore usage() {
        return store.usage();
    }

    @Override
    public Archive archive() {
        return store.archive();
    }

    @Override
    public IdempotencyStore idempotencyKeys() {
        return store.idempotencyKeys();
    }

    @Override
    public LegalHolds holds() {
        return store.legalHolds();
    }

    @Override
    public InactiveThreads inactiveThreads() {
        return store.inactiveThreads();
    }

    @Override
    public UserRecords userRecords() {
        return store.userRecords();
    }

    @Override
    public TurnJournal turns() {
        return store.turnJournal();
    }

    @Override
    public AuditLog auditLog() {
        return store.auditLog();
    }

    @Override
    public Search search() {
        return store.search();
    }

    @Override
    public SearchIndex searchIndex() {
        return store.searchIndex();
    }

    @Override
    public MutableClock clock() {
        return clock;
    }
}
