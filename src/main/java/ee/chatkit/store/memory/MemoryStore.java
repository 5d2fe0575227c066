package ee.chatkit.store.memory;

import ee.chatkit.model.Attachment;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Feedback;
import ee.chatkit.model.FeedbackKind;
import ee.chatkit.model.Ids;
import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.store.AppendResult;
import ee.chatkit.store.Archive;
import ee.chatkit.store.AttachmentContents;
import ee.chatkit.store.AttachmentMaintenance;
import ee.chatkit.store.ItemScope;
import ee.chatkit.store.OpportunityStore;
import ee.chatkit.store.Store;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Keeps everything in memory, and loses it with the process. Every operation holds the one lock for the moment in which
 * it reads or changes; checking JSON and calling a caller's function happen outside of it.
 */
public final class MemoryStore implements Store {
    private static final long DEFAULT_CONTENT_BYTES = 64L * 1024 * 1024;

    private final StoreLock storeLock = new StoreLock();
    private final MemoryOpportunities opportunities = new MemoryOpportunities();
    private final MemoryThreads threads;
    private final MemoryAttachments attachments;
    private final OpportunityStore opportunityStore;
    private final AttachmentContents contents;
    private final Archive archive;
    private final Clock clock;
    private final Ids ids;

    public MemoryStore(Clock clock) {
        this(clock, DEFAULT_CONTENT_BYTES);
    }

    /**
     * A store with nothing in it.
     *
     * @param contentBytes how many bytes all attachments may have together, complete or not
     */
    public MemoryStore(Clock clock, long contentBytes) {
        var bytes = new MemoryBytes(contentBytes);
        this.clock = clock;
        this.ids = new Ids(clock);
        this.attachments = new MemoryAttachments(bytes);
        this.threads = new MemoryThreads(attachments);
        this.opportunityStore = new MemoryOpportunityStore(storeLock, opportunities, threads, clock, ids);
        this.contents = new MemoryAttachmentContents(storeLock, attachments, bytes, clock);
        this.archive = new MemoryArchive(new MemoryTables(storeLock, opportunities, threads, attachments));
    }

    /** What this store's threads are linked to. */
    public OpportunityStore opportunities() {
        return opportunityStore;
    }

    /** The bytes of this store's attachments; beyond their total it is unavailable for more. */
    public AttachmentContents contents() {
        return contents;
    }

    public AttachmentMaintenance attachmentMaintenance() {
        return new MemoryAttachmentMaintenance(storeLock, attachments);
    }

    /** All that this store keeps. */
    public Archive archive() {
        return archive;
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
        return storeLock.call(() -> threads.add(caller, opportunities.link(caller, checked)));
    }

    @Override
    public ChatThread saveThread(Caller caller, ChatThread thread) {
        ChatThread checked = thread.storable();
        return storeLock.call(() -> threads.has(checked.id())
                ? threads.load(caller, checked.id()).change(checked)
                : threads.add(caller, opportunities.link(caller, checked)));
    }

    @Override
    public ChatThread loadThread(Caller caller, String threadId) {
        return storeLock.call(() -> threads.load(caller, threadId).thread());
    }

    @Override
    public ChatThread updateThread(Caller caller, String threadId, UnaryOperator<ChatThread> change) {
        return storeLock.change(
                () -> threads.load(caller, threadId).thread(),
                before -> change.apply(before).storable(),
                (before, wanted) -> {
                    MemoryThread thread = threads.load(caller, threadId);
                    ChatThread current = thread.thread();
                    // An item added meanwhile has changed the time, which is none of the function's business.
                    boolean same = current.equals(before.withUpdatedAt(current.updatedAt()));
                    return same ? thread.change(wanted) : null;
                });
    }

    @Override
    public Page<ChatThread> listThreads(Caller caller, PageRequest page) {
        return storeLock.call(() -> threads.page(caller, page));
    }

    @Override
    public Page<ChatThread> listThreads(Caller caller, String opportunityId, PageRequest page) {
        return storeLock.call(() -> {
            opportunities.load(caller, opportunityId);
            return threads.page(opportunityId, page);
        });
    }

    @Override
    public boolean deleteThread(Caller caller, String threadId) {
        return storeLock.call(() -> {
            MemoryThread thread = threads.find(caller, threadId);
            if (thread != null) {
                threads.remove(thread);
            }
            return thread != null;
        });
    }

    @Override
    public AppendResult addItem(Caller caller, ThreadItem item) {
        ThreadItem checked = item.storable();
        return storeLock.call(() -> {
            MemoryThread thread = threads.load(caller, checked.threadId());
            AppendResult appendResult = thread.add(checked);
            threads.active(thread, clock.instant());
            return appendResult;
        });
    }

    @Override
    public void saveItem(Caller caller, ThreadItem item) {
        ThreadItem checked = item.storable();
        storeLock.run(() -> {
            MemoryThread thread = threads.load(caller, checked.threadId());
            thread.save(checked);
            threads.active(thread, clock.instant());
        });
    }

    @Override
    public ThreadItem loadItem(Caller caller, String threadId, String itemId) {
        return storeLock.call(() -> threads.load(caller, threadId).item(itemId));
    }

    @Override
    public ThreadItem updateItem(Caller caller, String threadId, String itemId, UnaryOperator<ThreadItem> change) {
        return storeLock.change(
                () -> threads.load(caller, threadId).item(itemId),
                before -> before.withContent(change.apply(before).content()).storable(),
                (before, wanted) -> {
                    MemoryThread thread = threads.load(caller, threadId);
                    return thread.item(itemId).equals(before) ? thread.replaceItem(wanted) : null;
                });
    }

    @Override
    public Page<ThreadItem> listItems(Caller caller, String threadId, ItemScope scope, PageRequest page) {
        return storeLock.call(() -> threads.load(caller, threadId).page(scope, page));
    }

    @Override
    public boolean deleteItem(Caller caller, String threadId, String itemId) {
        return storeLock.call(() -> threads.load(caller, threadId).delete(itemId));
    }

    @Override
    public long deleteItemsAfter(Caller caller, String threadId, String itemId) {
        return storeLock.call(() -> threads.load(caller, threadId).deleteAfter(itemId));
    }

    @Override
    public void saveAttachment(Caller caller, Attachment attachment) {
        Attachment checked = attachment.storable();
        storeLock.run(() -> attachments.save(caller, checked, threads));
    }

    @Override
    public Attachment loadAttachment(Caller caller, String attachmentId) {
        return storeLock.call(() -> attachments.load(caller, attachmentId));
    }

    @Override
    public Attachment updateAttachment(Caller caller, String attachmentId, UnaryOperator<Attachment> change) {
        return storeLock.change(
                () -> attachments.load(caller, attachmentId),
                before -> before.withMutableFieldsOf(change.apply(before)),
                (before, wanted) -> {
                    boolean same = attachments.load(caller, attachmentId).equals(before);
                    return same ? attachments.save(caller, wanted, threads) : null;
                });
    }

    @Override
    public boolean deleteAttachment(Caller caller, String attachmentId) {
        return storeLock.call(() -> attachments.delete(caller, attachmentId));
    }

    @Override
    public void saveFeedback(Caller caller, String threadId, List<String> itemIds, FeedbackKind kind) {
        Instant now = clock.instant();
        List<Feedback> opinions = itemIds.stream()
                .map(itemId -> new Feedback(threadId, itemId, kind, now))
                .toList();
        storeLock.run(() -> threads.load(caller, threadId).rate(opinions));
    }

    @Override
    public List<Feedback> listFeedback(Caller caller, String threadId) {
        return storeLock.call(() -> threads.load(caller, threadId).feedback());
    }
}
