package ee.chatkit.store.memory;

import ee.chatkit.model.Attachment;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Feedback;
import ee.chatkit.model.FeedbackKind;
import ee.chatkit.model.Ids;
import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.ThreadFilter;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.model.ThreadStatus;
import ee.chatkit.store.AppendResult;
import ee.chatkit.store.Archive;
import ee.chatkit.store.AttachmentContents;
import ee.chatkit.store.AttachmentMaintenance;
import ee.chatkit.store.AuditLog;
import ee.chatkit.store.Deletions;
import ee.chatkit.store.IdempotencyStore;
import ee.chatkit.store.InactiveThreads;
import ee.chatkit.store.ItemScope;
import ee.chatkit.store.LegalHolds;
import ee.chatkit.store.OpportunityStore;
import ee.chatkit.store.Search;
import ee.chatkit.store.SearchIndex;
import ee.chatkit.store.Store;
import ee.chatkit.store.ThreadNotActiveException;
import ee.chatkit.store.TurnJournal;
import ee.chatkit.store.UsageStore;
import ee.chatkit.store.UserRecords;
import ee.chatkit.store.memory.OwnedRecords.OwnedRecord;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/** {@link Store} in memory. See the package documentation for its guarantees and cost. */
public final class MemoryStore implements Store {
    private static final long DEFAULT_CONTENT_BYTES = 64L * 1024 * 1024;

    private final StoreLock lock = new StoreLock();
    private final MemoryOpportunityStore opportunities;
    private final MemoryThreads threads;
    private final MemoryAttachments attachments;
    private final AttachmentContents contents;
    private final Archive archive;
    private final IdempotencyStore idempotencyKeys;
    private final UsageStore usage;
    private final TurnJournal turnJournal;
    private final MemoryAuditLog auditLog;
    private final MemorySearch search;
    private final MemoryLegalHolds holds;
    private final UserRecords userRecords;
    private final Clock clock;
    private final Ids ids;

    /** Creates an empty store for 64 MiB of attachment contents. */
    public MemoryStore(Clock clock) {
        this(clock, DEFAULT_CONTENT_BYTES);
    }

    /**
     * Creates an empty store.
     *
     * @param contentBytes the maximum total size of attachment contents, unfinished uploads included, in bytes
     */
    public MemoryStore(Clock clock, long contentBytes) {
        var bytes = new MemoryBytes(lock, contentBytes);
        this.clock = clock;
        this.ids = new Ids(clock);
        this.auditLog = new MemoryAuditLog(lock, clock);
        this.holds = new MemoryLegalHolds(lock, auditLog, ids);
        this.attachments = new MemoryAttachments(lock, bytes, auditLog, this::requireNotHeld);
        var turns = new MemoryTurns();
        this.threads = new MemoryThreads(attachments, turns);
        this.opportunities = new MemoryOpportunityStore(lock, threads, holds, auditLog, clock, ids);
        holds.setRecords(id -> threads.findOwned(id) != null, id -> opportunities.findOwned(id) != null);
        this.contents = new MemoryAttachmentContents(lock, attachments, bytes, clock);
        this.archive = new MemoryArchive(lock, opportunities, threads, attachments, auditLog, holds);
        var keys = new MemoryIdempotencyStore(clock, ids);
        this.idempotencyKeys = keys;
        this.userRecords = new MemoryUserRecords(lock, opportunities, threads, attachments, turns, keys);
        this.usage = new MemoryUsageStore(lock, threads, attachments);
        this.turnJournal = new MemoryTurnJournal(lock, threads, turns, clock);
        this.search = new MemorySearch(lock, opportunities, threads);
    }

    /** The opportunities of this store. */
    public OpportunityStore opportunities() {
        return opportunities;
    }

    /** The contents of this store's attachments. Uploads beyond the maximum total size fail as unavailable. */
    public AttachmentContents contents() {
        return contents;
    }

    /** Access to the attachments of all users. */
    public AttachmentMaintenance attachmentMaintenance() {
        return attachments;
    }

    /** Bulk reading and writing of this store's records. */
    public Archive archive() {
        return archive;
    }

    /** The idempotency keys of requests, of which the latest 10,000 are kept. */
    public IdempotencyStore idempotencyKeys() {
        return idempotencyKeys;
    }

    /** The events of turns, of which at most 32 million characters are kept of those that have ended. */
    public TurnJournal turnJournal() {
        return turnJournal;
    }

    /** The audit log, of which the latest 10,000 records are kept. */
    public AuditLog auditLog() {
        return auditLog;
    }

    /** Searches this store, by looking at each item. */
    public Search search() {
        return search;
    }

    /** There is none, so nothing is missing in it. */
    public SearchIndex searchIndex() {
        return search;
    }

    /** The legal holds on threads and opportunities of this store. */
    public LegalHolds legalHolds() {
        return holds;
    }

    /** The threads that have been without activity for a time. */
    public InactiveThreads inactiveThreads() {
        return new MemoryInactiveThreads(lock, threads, opportunities, holds, auditLog);
    }

    /** All records of each user. */
    public UserRecords userRecords() {
        return userRecords;
    }

    /** Counts of this store's records. */
    public UsageStore usage() {
        return usage;
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String generateThreadId() {
        return ids.next(Ids.THREAD);
    }

    @Override
    public String generateItemId(String itemType) {
        return ids.next(Ids.prefixForItemType(itemType));
    }

    @Override
    public String generateAttachmentId() {
        return ids.next(Ids.ATTACHMENT);
    }

    @Override
    public ChatThread addThread(Caller caller, ChatThread thread) {
        ChatThread checked = thread.storable();
        return lock.call(() -> threads.add(caller, opportunities.link(caller, checked)));
    }

    @Override
    public ChatThread addThread(Caller caller, ChatThread thread, ThreadItem first, List<String> attachmentIds) {
        ChatThread checked = thread.storable();
        ThreadItem item = first.storable();
        if (!item.threadId().equals(checked.id())) {
            throw new IllegalArgumentException("the item belongs to another thread");
        }
        return lock.call(() -> {
            ChatThread linked = opportunities.link(caller, checked);
            attachments.requireLinkable(caller, checked.id(), attachmentIds);
            threads.add(caller, linked);
            MemoryThread added = threads.load(caller, checked.id());
            append(added, item);
            attachments.link(caller, checked.id(), attachmentIds, threads);
            return added.thread();
        });
    }

    @Override
    public ChatThread saveThread(Caller caller, ChatThread thread) {
        ChatThread checked = thread.storable();
        return lock.call(() -> threads.findOwned(checked.id()) != null
                ? threads.load(caller, checked.id()).save(checked)
                : threads.add(caller, opportunities.link(caller, checked)));
    }

    @Override
    public ChatThread loadThread(Caller caller, String threadId) {
        return lock.call(() -> threads.load(caller, threadId).thread());
    }

    @Override
    public ChatThread updateThread(Caller caller, String threadId, UnaryOperator<ChatThread> change) {
        return lock.update(
                () -> threads.load(caller, threadId).thread(),
                before -> change.apply(before).storable(),
                (before, wanted) -> {
                    MemoryThread thread = threads.load(caller, threadId);
                    ChatThread current = thread.thread();
                    // an item added in between changes updatedAt only, which the function cannot change
                    boolean same = current.equals(before.withUpdatedAt(current.updatedAt()));
                    return same ? thread.update(wanted) : null;
                });
    }

    @Override
    public ChatThread setTitleIfAbsent(Caller caller, String threadId, String title) {
        return lock.call(() -> {
            MemoryThread thread = threads.load(caller, threadId);
            ChatThread current = thread.thread();
            return current.title() == null
                    ? thread.update(current.withTitle(title).storable())
                    : current;
        });
    }

    @Override
    public Page<ChatThread> listThreads(Caller caller, ThreadFilter filter, PageRequest page) {
        return lock.call(() -> threads.page(caller, filter, page));
    }

    @Override
    public Page<ChatThread> listThreads(Caller caller, String opportunityId, ThreadFilter filter, PageRequest page) {
        return lock.call(() -> {
            opportunities.load(caller, opportunityId);
            return threads.page(opportunityId, filter, page);
        });
    }

    @Override
    public boolean deleteThread(Caller caller, String threadId) {
        return lock.call(() -> {
            MemoryThread thread = threads.find(caller, threadId);
            if (thread != null) {
                holds.requireNotHeld(thread.thread());
                auditLog.record(Deletions.thread(caller, threadId, threads.delete(thread)));
            }
            return thread != null;
        });
    }

    @Override
    public AppendResult addItem(Caller caller, ThreadItem item) {
        ThreadItem checked = item.storable();
        return lock.call(() -> append(threads.load(caller, checked.threadId()), checked));
    }

    @Override
    public AppendResult addMessage(Caller caller, ThreadItem message, List<String> attachmentIds) {
        ThreadItem checked = message.storable();
        return lock.call(() -> {
            MemoryThread thread = threads.load(caller, checked.threadId());
            if (!(thread.thread().status() instanceof ThreadStatus.Active)) {
                throw new ThreadNotActiveException(thread.thread());
            }
            attachments.requireLinkable(caller, checked.threadId(), attachmentIds);
            AppendResult result = append(thread, checked);
            attachments.link(caller, checked.threadId(), attachmentIds, threads);
            return result;
        });
    }

    private AppendResult append(MemoryThread thread, ThreadItem item) {
        Instant now = clock.instant();
        AppendResult added = thread.append(item, now);
        threads.touch(thread, now);
        return new AppendResult(added.position(), added.createdAt(), thread.thread());
    }

    @Override
    public void saveItem(Caller caller, ThreadItem item) {
        ThreadItem checked = item.storable();
        lock.run(() -> {
            MemoryThread thread = threads.load(caller, checked.threadId());
            Instant now = clock.instant();
            thread.save(checked, now);
            threads.touch(thread, now);
        });
    }

    @Override
    public ThreadItem loadItem(Caller caller, String threadId, String itemId) {
        return lock.call(() -> threads.load(caller, threadId).item(itemId));
    }

    @Override
    public ThreadItem updateItem(Caller caller, String threadId, String itemId, UnaryOperator<ThreadItem> change) {
        return lock.update(
                () -> threads.load(caller, threadId).item(itemId),
                before -> before.withContent(change.apply(before).content()).storable(),
                (before, wanted) -> {
                    MemoryThread thread = threads.load(caller, threadId);
                    return thread.item(itemId).equals(before) ? thread.replaceItem(wanted) : null;
                });
    }

    @Override
    public Page<ThreadItem> listItems(Caller caller, String threadId, ItemScope scope, PageRequest page) {
        return lock.call(() -> threads.load(caller, threadId).page(scope, page));
    }

    @Override
    public boolean deleteItem(Caller caller, String threadId, String itemId) {
        return lock.call(() -> {
            MemoryThread thread = threads.load(caller, threadId);
            if (!thread.has(itemId)) {
                return false;
            }
            holds.requireNotHeld(thread.thread());
            auditLog.record(Deletions.item(caller, threadId, itemId));
            return thread.delete(itemId);
        });
    }

    @Override
    public long deleteItemsAfter(Caller caller, String threadId, String itemId) {
        return lock.call(() -> {
            MemoryThread thread = threads.load(caller, threadId);
            if (thread.hasItemsAfter(itemId)) {
                holds.requireNotHeld(thread.thread());
            }
            long deleted = thread.deleteAfter(itemId);
            if (deleted > 0) {
                auditLog.record(Deletions.itemsAfter(caller, threadId, itemId, deleted));
            }
            return deleted;
        });
    }

    @Override
    public void saveAttachment(Caller caller, Attachment attachment) {
        Attachment checked = attachment.storable();
        lock.run(() -> attachments.save(caller, checked, threads));
    }

    @Override
    public Attachment loadAttachment(Caller caller, String attachmentId) {
        return lock.call(() -> attachments.load(caller, attachmentId));
    }

    @Override
    public Attachment updateAttachment(Caller caller, String attachmentId, UnaryOperator<Attachment> change) {
        return lock.update(
                () -> attachments.load(caller, attachmentId),
                before -> before.withMutableFieldsOf(change.apply(before)),
                (before, wanted) -> {
                    boolean same = attachments.load(caller, attachmentId).equals(before);
                    return same ? attachments.save(caller, wanted, threads) : null;
                });
    }

    @Override
    public boolean deleteAttachment(Caller caller, String attachmentId) {
        return lock.call(() -> {
            boolean deleted = attachments.delete(caller, attachmentId);
            if (deleted) {
                auditLog.record(Deletions.attachment(caller, attachmentId));
            }
            return deleted;
        });
    }

    @Override
    public void saveFeedback(Caller caller, String threadId, List<String> itemIds, FeedbackKind kind) {
        Instant now = clock.instant();
        List<Feedback> feedback = itemIds.stream()
                .map(itemId -> new Feedback(threadId, itemId, kind, now))
                .toList();
        lock.run(() -> threads.load(caller, threadId).saveFeedback(feedback));
    }

    @Override
    public List<Feedback> listFeedback(Caller caller, String threadId) {
        return lock.call(() -> threads.load(caller, threadId).feedback());
    }

    /** What is in a thread that is deleted was checked with it. */
    private void requireNotHeld(String threadId) {
        OwnedRecord<MemoryThread> thread = threads.findOwned(threadId);
        if (thread != null) {
            holds.requireNotHeld(thread.value().thread());
        }
    }
}
