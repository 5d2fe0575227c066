package ee.chatkit.store.contract;

import ee.chatkit.model.Attachment;
import ee.chatkit.model.AttachmentType;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Opportunity;
import ee.chatkit.model.OpportunityDetails;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.store.AttachmentContents;
import ee.chatkit.store.AttachmentMaintenance;
import ee.chatkit.store.AuditLog;
import ee.chatkit.store.ItemScope;
import ee.chatkit.store.OpportunityStore;
import ee.chatkit.store.Search;
import ee.chatkit.store.SearchIndex;
import ee.chatkit.store.Store;
import ee.chatkit.store.TurnJournal;
import ee.chatkit.store.UsageStore;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/**
 * The store under test, and fixtures for it. The store may contain data of other users and may be shared by all tests: every
 * test creates its own users.
 */
public interface StoreContract {
    Store store();

    OpportunityStore opportunities();

    AttachmentContents contents();

    AttachmentMaintenance attachmentMaintenance();

    UsageStore usage();

    TurnJournal turns();

    AuditLog auditLog();

    Search search();

    SearchIndex searchIndex();

    /** The clock of the store. */
    MutableClock clock();

    default Caller newUser() {
        return new Caller("user-" + UUID.randomUUID());
    }

    /** A new thread, which is not stored. */
    default ChatThread newThread() {
        return ChatThread.create(store().generateThreadId(), clock().instant());
    }

    default ChatThread addThread(Caller caller) {
        return store().addThread(caller, newThread());
    }

    default ChatThread addThread(Caller caller, Opportunity opportunity) {
        return store().addThread(caller, newThread().withOpportunityId(opportunity.id()));
    }

    default ThreadItem message(ChatThread thread, String itemId) {
        return item(thread, itemId, "{\"content\":[{\"type\":\"input_text\",\"text\":\"Hello\"}]}");
    }

    default ThreadItem item(ChatThread thread, String itemId, String content) {
        return new ThreadItem(itemId, thread.id(), "user_message", clock().instant(), content);
    }

    default ThreadItem hidden(ChatThread thread, String itemId) {
        return new ThreadItem(
                itemId, thread.id(), "hidden_context_item", clock().instant(), "{\"content\":\"hidden\"}");
    }

    default ThreadItem addMessage(Caller caller, ChatThread thread, String itemId) {
        ThreadItem message = message(thread, itemId);
        store().addItem(caller, message);
        return message;
    }

    /** Adds messages {@code msg_1}, {@code msg_2}... of the same time and returns their ids. */
    default List<String> addMessages(Caller caller, ChatThread thread, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(n -> addMessage(caller, thread, "msg_" + n).id())
                .toList();
    }

    default Attachment attachment(ChatThread thread) {
        return attachment(thread, "plan.pdf", "application/pdf", "{}");
    }

    default Attachment attachment(ChatThread thread, String name, String mimeType, String details) {
        return new Attachment(
                store().generateAttachmentId(),
                thread.id(),
                AttachmentType.FILE,
                name,
                mimeType,
                12_345,
                details,
                clock().instant());
    }

    default Opportunity newOpportunity(Caller caller) {
        return newOpportunity(caller, "Harbour bridge");
    }

    default Opportunity newOpportunity(Caller caller, String name) {
        return opportunities()
                .createOpportunity(caller, opportunities().generateOpportunityId(), OpportunityDetails.named(name));
    }

    /** The items of a thread, at most 1,000. */
    default List<ThreadItem> items(Caller caller, ChatThread thread) {
        return store().listItems(caller, thread.id(), ItemScope.ALL, everything())
                .data();
    }

    default List<String> itemIds(Caller caller, ChatThread thread) {
        return items(caller, thread).stream().map(ThreadItem::id).toList();
    }

    /** The ids of the caller's threads, newest first, at most 1,000. */
    default List<String> threadIds(Caller caller) {
        return store().listThreads(caller, PageRequest.first(PageRequest.MAX_LIMIT, SortOrder.DESC)).data().stream()
                .map(ChatThread::id)
                .toList();
    }

    /** Adds an item and returns its position. */
    default long nextPosition(Caller caller, ChatThread thread) {
        return store().addItem(caller, message(thread, store().generateItemId("user_message")))
                .position();
    }

    default PageRequest everything() {
        return PageRequest.first(PageRequest.MAX_LIMIT, SortOrder.ASC);
    }
}
