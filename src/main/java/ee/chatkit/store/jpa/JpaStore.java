package ee.chatkit.store.jpa;

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
import ee.chatkit.store.AppendResult;
import ee.chatkit.store.ItemScope;
import ee.chatkit.store.Store;
import java.time.Clock;
import java.util.List;
import java.util.function.UnaryOperator;

/** {@link Store} in PostgreSQL; delegates to one class for each table, writes of one row in turn. */
final class JpaStore implements Store {
    private final Database database;
    private final Ids ids;
    private final JpaThreads threads;
    private final JpaItems items;
    private final JpaAttachments attachments;
    private final JpaMessages messages;
    private final Store display;

    JpaStore(Database database, JpaAttachments attachments, Clock clock) {
        this.database = database;
        Database reading = database.forDisplay();
        this.display = reading == database ? this : new JpaStore(reading, attachments, clock);
        this.ids = new Ids(clock);
        this.threads = new JpaThreads(database);
        this.items = new JpaItems(database, clock);
        this.attachments = attachments;
        this.messages = new JpaMessages(database, items, clock);
    }

    @Override
    public Store forDisplay() {
        return display;
    }

    @Override
    public String name() {
        return "postgresql";
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
        return threads.add(caller, thread);
    }

    @Override
    public ChatThread addThread(Caller caller, ChatThread thread, ThreadItem first, List<String> attachmentIds) {
        return messages.addThread(caller, thread, first, attachmentIds);
    }

    @Override
    public ChatThread saveThread(Caller caller, ChatThread thread) {
        return database.writeRow(thread.id(), () -> threads.save(caller, thread));
    }

    @Override
    public ChatThread loadThread(Caller caller, String threadId) {
        return threads.load(caller, threadId);
    }

    @Override
    public ChatThread updateThread(Caller caller, String threadId, UnaryOperator<ChatThread> change) {
        return database.writeRow(threadId, () -> threads.update(caller, threadId, change));
    }

    @Override
    public ChatThread setTitleIfAbsent(Caller caller, String threadId, String title) {
        return database.writeRow(threadId, () -> threads.setTitleIfAbsent(caller, threadId, title));
    }

    @Override
    public Page<ChatThread> listThreads(Caller caller, ThreadFilter filter, PageRequest page) {
        return threads.list(caller, null, filter, page);
    }

    @Override
    public Page<ChatThread> listThreads(Caller caller, String opportunityId, ThreadFilter filter, PageRequest page) {
        return threads.list(caller, opportunityId, filter, page);
    }

    @Override
    public boolean deleteThread(Caller caller, String threadId) {
        return database.writeRow(threadId, () -> threads.delete(caller, threadId));
    }

    @Override
    public AppendResult addItem(Caller caller, ThreadItem item) {
        return database.writeRow(item.threadId(), () -> items.add(caller, item));
    }

    @Override
    public AppendResult addMessage(Caller caller, ThreadItem message, List<String> attachmentIds) {
        return attachmentIds.isEmpty()
                ? items.addMessage(caller, message)
                : messages.addMessage(caller, message, attachmentIds);
    }

    @Override
    public void saveItem(Caller caller, ThreadItem item) {
        database.writeRow(item.threadId(), () -> {
            items.save(caller, item);
            return true;
        });
    }

    @Override
    public ThreadItem loadItem(Caller caller, String threadId, String itemId) {
        return items.load(caller, threadId, itemId);
    }

    @Override
    public ThreadItem updateItem(Caller caller, String threadId, String itemId, UnaryOperator<ThreadItem> change) {
        return database.writeRow(threadId, () -> items.update(caller, threadId, itemId, change));
    }

    @Override
    public Page<ThreadItem> listItems(Caller caller, String threadId, ItemScope scope, PageRequest page) {
        return items.list(caller, threadId, scope, page);
    }

    @Override
    public boolean deleteItem(Caller caller, String threadId, String itemId) {
        return database.writeRow(threadId, () -> items.delete(caller, threadId, itemId));
    }

    @Override
    public long deleteItemsAfter(Caller caller, String threadId, String itemId) {
        return database.writeRow(threadId, () -> items.deleteAfter(caller, threadId, itemId));
    }

    @Override
    public void saveAttachment(Caller caller, Attachment attachment) {
        database.writeRow(attachment.id(), () -> {
            attachments.save(caller, attachment);
            return true;
        });
    }

    @Override
    public Attachment loadAttachment(Caller caller, String attachmentId) {
        return attachments.load(caller, attachmentId);
    }

    @Override
    public Attachment updateAttachment(Caller caller, String attachmentId, UnaryOperator<Attachment> change) {
        return database.writeRow(attachmentId, () -> attachments.update(caller, attachmentId, change));
    }

    @Override
    public boolean deleteAttachment(Caller caller, String attachmentId) {
        return database.writeRow(attachmentId, () -> attachments.delete(caller, attachmentId));
    }

    @Override
    public void saveFeedback(Caller caller, String threadId, List<String> itemIds, FeedbackKind kind) {
        database.writeRow(threadId, () -> {
            attachments.saveFeedback(caller, threadId, itemIds, kind);
            return true;
        });
    }

    @Override
    public List<Feedback> listFeedback(Caller caller, String threadId) {
        return attachments.listFeedback(caller, threadId);
    }
}
