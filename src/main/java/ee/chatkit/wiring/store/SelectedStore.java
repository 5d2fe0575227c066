package ee.chatkit.wiring.store;

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
import ee.chatkit.store.jpa.PostgresStores;
import ee.chatkit.store.memory.MemoryStore;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The store that {@link StoreSelector} has selected.
 *
 * @param contents the bytes of the attachments in this store; an application may keep them elsewhere
 * @param problem why operations cannot succeed now; empty when they can
 * @param onClose releases what the store holds
 */
public record SelectedStore(
        Store store,
        OpportunityStore opportunities,
        AttachmentContents contents,
        AttachmentMaintenance attachmentMaintenance,
        Archive archive,
        IdempotencyStore idempotencyKeys,
        TurnJournal turns,
        Search search,
        SearchIndex searchIndex,
        UsageStore usage,
        AuditLog auditLog,
        LegalHolds holds,
        InactiveThreads inactiveThreads,
        UserRecords userRecords,
        Supplier<Optional<String>> problem,
        Runnable onClose) {
    /** With these interfaces replaced. */
    SelectedStore with(StoreTelemetry.Measure measure) {
        return new SelectedStore(
                measure.proxy(Store.class, store),
                measure.proxy(OpportunityStore.class, opportunities),
                measure.proxy(AttachmentContents.class, contents),
                measure.proxy(AttachmentMaintenance.class, attachmentMaintenance),
                measure.proxy(Archive.class, archive),
                measure.proxy(IdempotencyStore.class, idempotencyKeys),
                measure.proxy(TurnJournal.class, turns),
                measure.proxy(Search.class, search),
                measure.proxy(SearchIndex.class, searchIndex),
                measure.proxy(UsageStore.class, usage),
                measure.proxy(AuditLog.class, auditLog),
                measure.proxy(LegalHolds.class, holds),
                measure.proxy(InactiveThreads.class, inactiveThreads),
                measure.proxy(UserRecords.class, userRecords),
                problem,
                onClose);
    }

    static SelectedStore of(MemoryStore memory) {
        return new SelectedStore(
                memory,
                memory.opportunities(),
                memory.contents(),
                memory.attachmentMaintenance(),
                memory.archive(),
                memory.idempotencyKeys(),
                memory.turnJournal(),
                memory.search(),
                memory.searchIndex(),
                memory.usage(),
                memory.auditLog(),
                memory.legalHolds(),
                memory.inactiveThreads(),
                memory.userRecords(),
                Optional::empty,
                () -> {});
    }

    static SelectedStore of(PostgresStores stores, Runnable onClose) {
        return new SelectedStore(
                stores.store(),
                stores.opportunities(),
                stores.contents(),
                stores.attachmentMaintenance(),
                stores.archive(),
                stores.idempotencyKeys(),
                stores.turnJournal(),
                stores.search(),
                stores.searchIndex(),
                stores.usage(),
                stores.auditLog(),
                stores.legalHolds(),
                stores.inactiveThreads(),
                stores.userRecords(),
                stores::problem,
                onClose);
    }
}
