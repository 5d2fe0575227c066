package ee.chatkit.store;

import ee.chatkit.model.Attachment;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Feedback;
import ee.chatkit.model.FeedbackKind;
import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.ThreadFilter;
import ee.chatkit.model.ThreadItem;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Stores conversations: threads, their items, the descriptions of attachments, and feedback. The operations are those of
 * ChatKit's store interface; {@link OpportunityStore} stores what threads are linked to. No parameter and no result is null
 * unless it is marked {@code @Nullable}.
 *
 * <p><b>Ownership.</b> Each operation acts for a {@link Caller} and sees only rows that the caller owns. A row of another
 * user is reported by {@link NotFoundException}, exactly as if it did not exist. What is in a thread, attachments included,
 * belongs to the owner of the thread.
 *
 * <p><b>Atomicity.</b> Each operation takes effect completely or not at all. When it returns, its effect is stored durably,
 * or, inside a transaction, is stored with that transaction's commit.
 *
 * <p><b>Isolation.</b> An operation reads committed rows only, and the rows that its own transaction wrote. Concurrent
 * updates of one row are serialized by its lock; concurrent appends to one thread are serialized by the thread's lock. Two
 * reads are not isolated from a write between them.
 *
 * <p><b>JTA transactions.</b> Inside a JTA transaction an operation of the PostgreSQL store joins it: what it wrote is
 * committed or rolled back with the rest, and its locks are held until then. A refusal changes nothing and leaves the
 * transaction usable: a {@link NotFoundException}, a {@link ConflictException}, a {@link HeldException} unless the hold is
 * placed at this moment, an {@link IllegalArgumentException} of a check
 * before the database is used, and an exception of a change function. A failure marks the transaction rollback-only, so
 * that its commit fails and nothing of it is stored: an {@link UnavailableException}, and any other exception whose cause is a
 * {@link java.sql.SQLException}, such as the {@link IllegalArgumentException} for text that PostgreSQL rejects. Outside a
 * transaction an operation that loses against a concurrent one (deadlock, serialization failure, the same id added twice) is
 * repeated up to three times; inside one it is not, and fails as unavailable. The in-memory store does not take part in
 * transactions.
 *
 * <p><b>Order.</b> Items are ordered by position, which is the order in which they were added, independent of their times.
 * Threads are ordered by latest activity: adding or saving an item is activity, updating a thread or an item is not. Equal
 * times are ordered by id, in code point order. The time of latest activity never decreases, except that one which lies more
 * than an hour in the future, as of an import, gives way to the present with the next activity.
 *
 * <p><b>Pages.</b> A page has at most as many entries as requested, and ends early where its texts exceed {@link
 * PageBudget#MAX_CHARACTERS}; it has one entry at least, unless the list has no more. {@link Page#hasMore()} tells whether to go
 * on, and its cursor goes on behind the last entry of the page.
 *
 * <p><b>Text.</b> JSON is stored as JSON: numbers keep their value and objects their members; of members with the same name
 * the last may win. U+0000 and unpaired surrogates are replaced by U+FFFD. Text that cannot be stored is rejected with {@link
 * IllegalArgumentException} before anything is changed.
 *
 * <p><b>Blocking.</b> Each operation except the generators of ids blocks until the database has answered; right after
 * startup also until the schema is ready, for at most 15 seconds. Each may throw {@link UnavailableException}.
 * Implementations are safe for use by multiple threads.
 */
public interface Store {
    /**
     * This store for reads whose results are only displayed. Where a read replica is configured, they come from it. A caller
     * reads all that it has written on this node, and what it has written on another node after a time that the configuration
     * limits. A single record that the replica does not have is looked for in the primary database; a list may lack it.
     * Attachments, writes, and all operations inside a JTA transaction are those of this store.
     */
    default Store forDisplay() {
        return this;
    }

    /** The name of this store for logs and health checks: {@code memory} or {@code postgresql}. */
    String name();

    /** Generates a thread id; stores nothing. */
    String generateThreadId();

    /**
     * Generates an item id; stores nothing.
     *
     * @param itemType the ChatKit item type, which selects the prefix
     */
    String generateItemId(String itemType);

    /** Generates an attachment id; stores nothing. */
    String generateAttachmentId();

    /**
     * Adds a thread. It is linked to the opportunity it names or, when it names none, to the caller's active one, if any.
     * The link is established in the same step and never changes.
     *
     * @return the thread as stored, with its opportunity
     * @throws ConflictException when the id is in use, by any user
     * @throws NotFoundException when the caller has no such opportunity
     * @throws IllegalArgumentException when title or metadata cannot be stored
     */
    ChatThread addThread(Caller caller, ChatThread thread);

    /**
     * Adds a thread, as {@link #addThread(Caller, ChatThread)} does, with its first item, and links attachments to it:
     * all of this, or nothing.
     *
     * @param first the item at position 1; adding it is activity
     * @param attachmentIds the attachments to link; duplicates are ignored
     * @return the thread as stored, with its opportunity
     * @throws ConflictException when the thread's id is in use, by any user, or when an attachment is in another thread
     * @throws NotFoundException when the caller has no such opportunity or no such attachment
     * @throws IllegalArgumentException when the item is of another thread, or when title, metadata or content cannot be
     *     stored
     */
    ChatThread addThread(Caller caller, ChatThread thread, ThreadItem first, List<String> attachmentIds);

    /**
     * Adds the thread, as {@link #addThread(Caller, ChatThread)} does, or replaces what is stored under its id: title, status, image domains
     * and metadata. Its opportunity, times and items stay, and how the user has organised it: pin, archive and labels.
     *
     * @return the thread as stored
     * @throws NotFoundException when the id belongs to another user, or when the thread is new and the caller has no such
     *     opportunity
     * @throws IllegalArgumentException when title or metadata cannot be stored
     */
    ChatThread saveThread(Caller caller, ChatThread thread);

    /**
     * Loads a thread, without its items.
     *
     * @throws NotFoundException when the caller has no such thread
     */
    ChatThread loadThread(Caller caller, String threadId);

    /**
     * Updates title, status, image domains, metadata, pin, archive and labels of a thread; other changes of the function's result
     * are ignored. No other update of the thread happens between the read and the write.
     *
     * @param change a function of the thread's present state, without side effects, because it may be called more than
     *     once; it runs while the row is locked, so it must not block. Its exceptions are propagated and change nothing
     * @return the thread as stored
     * @throws NotFoundException when the caller has no such thread
     * @throws IllegalArgumentException when title, metadata or labels cannot be stored
     */
    ChatThread updateThread(Caller caller, String threadId, UnaryOperator<ChatThread> change);

    /**
     * Sets the title of a thread that has none.
     *
     * @return the thread as stored, with the title that it has already or with this one
     * @throws NotFoundException when the caller has no such thread
     */
    ChatThread setTitleIfAbsent(Caller caller, String threadId, String title);

    /**
     * Lists the caller's threads by latest activity, archived ones too. A thread that becomes active between two pages moves to
     * the newest end.
     *
     * @throws NotFoundException when the cursor is an id and the caller has no such thread
     */
    default Page<ChatThread> listThreads(Caller caller, PageRequest page) {
        return listThreads(caller, ThreadFilter.ALL, page);
    }

    /**
     * Lists those of the caller's threads that a filter selects, by latest activity. The cursor may be that of a thread which it
     * does not select (any more).
     *
     * @throws NotFoundException when the cursor is an id and the caller has no such thread
     */
    Page<ChatThread> listThreads(Caller caller, ThreadFilter filter, PageRequest page);

    /**
     * Lists the threads of one opportunity by latest activity, archived ones too.
     *
     * @throws NotFoundException when the caller has no such opportunity, or when the cursor is an id and the opportunity has
     *     no such thread
     */
    default Page<ChatThread> listThreads(Caller caller, String opportunityId, PageRequest page) {
        return listThreads(caller, opportunityId, ThreadFilter.ALL, page);
    }

    /**
     * Lists those of the threads of one opportunity that a filter selects, by latest activity.
     *
     * @throws NotFoundException as without a filter
     */
    Page<ChatThread> listThreads(Caller caller, String opportunityId, ThreadFilter filter, PageRequest page);

    /**
     * Deletes a thread with its items, feedback and attachments.
     *
     * @return whether the caller had such a thread
     * @throws HeldException when it is under legal hold: see {@link LegalHolds}
     */
    boolean deleteThread(Caller caller, String threadId);

    /**
     * Appends an item to its thread. Concurrent appends get consecutive positions, and times of creation in the order of
     * their positions: an item that was created before one which is in the thread already is stored with the time of that
     * one. Times in the future have no such effect on later items, nor are they changed.
     *
     * @throws ConflictException when the thread has an item with this id; its activity and its positions do not change then
     * @throws NotFoundException when the caller has no such thread
     * @throws IllegalArgumentException when the content cannot be stored
     */
    AppendResult addItem(Caller caller, ThreadItem item);

    /**
     * Appends an item that starts a turn, as {@link #addItem} does, if the thread is active, and links attachments to it: all of
     * this, or nothing.
     *
     * @param attachmentIds the attachments to link; duplicates are ignored
     * @throws ThreadNotActiveException when the thread is locked or closed
     * @throws ConflictException when the thread has an item with this id, or when an attachment is in another thread
     * @throws NotFoundException when the caller has no such thread or no such attachment
     * @throws IllegalArgumentException when the content cannot be stored
     */
    AppendResult addMessage(Caller caller, ThreadItem message, List<String> attachmentIds);

    /**
     * Replaces type and content of the item with this id at its position, or appends it as {@link #addItem} does.
     *
     * @throws NotFoundException when the caller has no such thread
     * @throws IllegalArgumentException when the content cannot be stored
     */
    void saveItem(Caller caller, ThreadItem item);

    /**
     * Loads an item, hidden or not.
     *
     * @throws NotFoundException when the caller has no such thread or item
     */
    ThreadItem loadItem(Caller caller, String threadId, String itemId);

    /**
     * Updates the content of an item at its position; other changes of the function's result are ignored. No other update of
     * the item happens between the read and the write.
     *
     * @param change as in {@link #updateThread}
     * @return the item as stored
     * @throws NotFoundException when the caller has no such thread or item
     * @throws IllegalArgumentException when the content cannot be stored
     */
    ThreadItem updateItem(Caller caller, String threadId, String itemId, UnaryOperator<ThreadItem> change);

    /**
     * Lists the items of a thread by position.
     *
     * @throws NotFoundException when the caller has no such thread, or when the cursor is an id and the thread has no such
     *     item in this scope
     */
    Page<ThreadItem> listItems(Caller caller, String threadId, ItemScope scope, PageRequest page);

    /**
     * Deletes an item with its feedback. The positions of other items do not change.
     *
     * @return whether the thread had such an item
     * @throws NotFoundException when the caller has no such thread
     * @throws HeldException when it had, and is under legal hold
     */
    boolean deleteItem(Caller caller, String threadId, String itemId);

    /**
     * Deletes all items after one, including hidden items, with their feedback. Items that are appended concurrently are kept.
     * The positions of other items do not change.
     *
     * @return the number of deleted items
     * @throws NotFoundException when the caller has no such thread or item; nothing is deleted
     * @throws HeldException when there are items after it, and the thread is under legal hold
     */
    long deleteItemsAfter(Caller caller, String threadId, String itemId);

    /**
     * Adds an attachment or replaces what is stored under its id, including its thread.
     *
     * @throws NotFoundException when the id belongs to another user, or when the caller has no such thread
     * @throws HeldException when it is in another thread, which is under legal hold
     * @throws IllegalArgumentException when name, MIME type or details cannot be stored
     */
    void saveAttachment(Caller caller, Attachment attachment);

    /**
     * Loads the description of an attachment.
     *
     * @throws NotFoundException when the caller has no such attachment
     */
    Attachment loadAttachment(Caller caller, String attachmentId);

    /**
     * Updates thread and size of an attachment; other changes of the function's result are ignored. No other update of the
     * attachment happens between the read and the write. An attachment that is deleted concurrently stays deleted.
     *
     * @param change as in {@link #updateThread}
     * @return the attachment as stored
     * @throws NotFoundException when the caller has no such attachment, or no such thread
     * @throws HeldException when it would be taken out of a thread that is under legal hold
     */
    Attachment updateAttachment(Caller caller, String attachmentId, UnaryOperator<Attachment> change);

    /**
     * Deletes an attachment.
     *
     * @return whether the caller had such an attachment
     * @throws HeldException when it is in a thread that is under legal hold
     */
    boolean deleteAttachment(Caller caller, String attachmentId);

    /**
     * Stores feedback on items of a thread, for all of them or for none; it replaces earlier feedback on the same item.
     *
     * @param itemIds duplicates are ignored
     * @throws NotFoundException when the caller has no such thread, or when an item is not in it or is hidden: hidden items
     *     cannot be rated
     */
    void saveFeedback(Caller caller, String threadId, List<String> itemIds, FeedbackKind kind);

    /**
     * Lists all feedback on a thread, in the order of the items.
     *
     * @throws NotFoundException when the caller has no such thread
     */
    List<Feedback> listFeedback(Caller caller, String threadId);
}
