package ee.chatkit.store;

import ee.chatkit.model.Attachment;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Feedback;
import ee.chatkit.model.FeedbackKind;
import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.ThreadItem;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Keeps conversations: threads, their items, what is known of attachments, feedback. The operations are those of
 * ChatKit's store interface; beside it, {@link OpportunityStore} keeps what threads are linked to.
 *
 * <p><b>Ownership.</b> Each operation acts for a {@link Caller} and sees only what that caller owns. Everybody else's is
 * reported as {@link NotFoundException}, exactly as if it did not exist.
 *
 * <p><b>Atomicity.</b> Each operation happens wholly or not at all. Called inside a JTA transaction, an operation of the
 * PostgreSQL store takes part in it: what it wrote is kept or dropped with the rest. A {@link ConflictException} or an
 * {@link UnavailableException} leaves such a transaction good only for rollback. The in-memory store knows no
 * transactions.
 *
 * <p><b>Order.</b> Items stand in the order in which they were added, whatever their times say. Threads stand by latest
 * activity: adding or saving an item is activity, renaming a thread or changing an item is not. What is of the same time
 * stands by id, in code point order.
 *
 * <p><b>Text.</b> JSON is kept as JSON: numbers keep their value, objects their members; of members with the same name
 * the last may win. U+0000 becomes U+FFFD. What cannot be kept is refused with {@link IllegalArgumentException} before
 * anything is changed.
 *
 * <p>Each operation may throw {@link UnavailableException}. Implementations are safe for use by many threads.
 */
public interface Store {
    /** Which store this is, for logs and health: {@code memory} or {@code postgresql}. */
    String name();

    /** A new thread id; nothing is stored. */
    String generateThreadId();

    /** A new id for an item of this type; nothing is stored. */
    String generateItemId(String itemType);

    /** A new attachment id; nothing is stored. */
    String generateAttachmentId();

    /**
     * Adds a thread. It is linked to the opportunity it names; where it names none, to the caller's active one, if any.
     * The link is made as the thread is stored and never changes.
     *
     * @return the thread as stored, with its opportunity
     * @throws ConflictException when the id is taken, by whomever
     * @throws NotFoundException when the opportunity it names is not the caller's
     */
    ChatThread addThread(Caller caller, ChatThread thread);

    /**
     * Adds the thread, as {@link #addThread} does, or replaces what is stored under its id: title, status, image domains
     * and metadata. Its opportunity, times and items stay.
     *
     * @return the thread as stored
     * @throws NotFoundException when the id is somebody else's, or a new thread names an opportunity that is not the
     *     caller's
     */
    ChatThread saveThread(Caller caller, ChatThread thread);

    /**
     * Loads a thread.
     *
     * @throws NotFoundException when there is none
     */
    ChatThread loadThread(Caller caller, String threadId);

    /**
     * Changes title, status, image domains or metadata of a thread. No other change of it happens between the function's
     * reading and the storing of its result; the function may be called more than once. An exception of the function
     * passes through and nothing is changed.
     *
     * @return the thread as stored
     * @throws NotFoundException when there is none
     */
    ChatThread updateThread(Caller caller, String threadId, UnaryOperator<ChatThread> change);

    /** The caller's threads by latest activity. A thread that becomes active meanwhile moves to the newest end. */
    Page<ChatThread> listThreads(Caller caller, PageRequest page);

    /**
     * The threads of one opportunity by latest activity.
     *
     * @throws NotFoundException when there is no such opportunity
     */
    Page<ChatThread> listThreads(Caller caller, String opportunityId, PageRequest page);

    /**
     * Deletes a thread with its items, feedback and attachments.
     *
     * @return whether there was one
     */
    boolean deleteThread(Caller caller, String threadId);

    /**
     * Adds an item at the end of its thread. Items added at the same time get places without a gap.
     *
     * @throws ConflictException when the thread has an item of that id
     * @throws NotFoundException when there is no such thread
     */
    AppendResult addItem(Caller caller, ThreadItem item);

    /**
     * Replaces type and content of the item with this id where it stands, or adds it at the end.
     *
     * @throws NotFoundException when there is no such thread
     */
    void saveItem(Caller caller, ThreadItem item);

    /**
     * Loads an item, hidden or not.
     *
     * @throws NotFoundException when there is no such thread or item
     */
    ThreadItem loadItem(Caller caller, String threadId, String itemId);

    /**
     * Changes the content of an item where it stands. No other change of it happens between the function's reading and
     * the storing of its result; the function may be called more than once. An exception of the function passes through
     * and nothing is changed.
     *
     * @return the item as stored
     * @throws NotFoundException when there is no such thread or item
     */
    ThreadItem updateItem(Caller caller, String threadId, String itemId, UnaryOperator<ThreadItem> change);

    /**
     * The items of a thread in their order.
     *
     * @throws NotFoundException when there is no such thread
     */
    Page<ThreadItem> listItems(Caller caller, String threadId, ItemScope scope, PageRequest page);

    /**
     * Deletes an item with its feedback. The places of the others stay.
     *
     * @return whether there was one
     * @throws NotFoundException when there is no such thread
     */
    boolean deleteItem(Caller caller, String threadId, String itemId);

    /**
     * Deletes all items behind one, hidden ones too, with their feedback. Whatever is added at the same time counts as
     * added later, and stays. The places of the others stay.
     *
     * @return how many there were
     * @throws NotFoundException when there is no such thread or item; nothing is deleted then
     */
    long deleteItemsAfter(Caller caller, String threadId, String itemId);

    /**
     * Adds an attachment or replaces what is stored under its id, its thread included.
     *
     * @throws NotFoundException when the id is somebody else's, or its thread is not the caller's
     */
    void saveAttachment(Caller caller, Attachment attachment);

    /**
     * Loads what is known of an attachment.
     *
     * @throws NotFoundException when there is none
     */
    Attachment loadAttachment(Caller caller, String attachmentId);

    /**
     * Changes thread or size of an attachment. No other change of it happens between the function's reading and the
     * storing of its result; the function may be called more than once. An exception of the function passes through and
     * nothing is changed. An attachment that is deleted at the same time stays deleted.
     *
     * @return the attachment as stored
     * @throws NotFoundException when there is none, or the thread it is to be in is not the caller's
     */
    Attachment updateAttachment(Caller caller, String attachmentId, UnaryOperator<Attachment> change);

    /**
     * Deletes an attachment.
     *
     * @return whether there was one
     */
    boolean deleteAttachment(Caller caller, String attachmentId);

    /**
     * Stores the caller's opinion of some items of a thread; an earlier one of the same item is replaced. For all of them
     * or for none.
     *
     * @throws NotFoundException when there is no such thread, or one of the items is not in it, or hidden: on what nobody
     *     sees nobody has an opinion
     */
    void saveFeedback(Caller caller, String threadId, List<String> itemIds, FeedbackKind kind);

    /**
     * All feedback on a thread, in the order of the items.
     *
     * @throws NotFoundException when there is no such thread
     */
    List<Feedback> listFeedback(Caller caller, String threadId);
}
