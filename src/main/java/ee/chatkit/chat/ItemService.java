package ee.chatkit.chat;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Opportunity;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.protocol.json.UserMessageText;
import ee.chatkit.responder.TitleGenerator;
import ee.chatkit.responder.TitleRequest;
import ee.chatkit.store.AppendResult;
import ee.chatkit.store.ItemScope;
import ee.chatkit.store.OpportunityStore;
import ee.chatkit.store.Store;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Appends items to threads, and gives a thread a title with its first user message that has words.
 *
 * <p>Appending is one statement, whose result tells whether the thread has a title. Only a user message in an untitled
 * thread causes further statements: one reads the start of the thread, unless the message is its first item, since earlier
 * messages may have words too (they were imported, or their title could not be generated). If no message has words, the
 * name of the first file of this one is the basis of the title. The title is stored only if the thread is still untitled
 * by then, so one that a user sets meanwhile is kept. No connection is held while the {@link TitleGenerator} runs.
 *
 * <p>Instances are safe for use by multiple threads.
 */
public final class ItemService {
    private static final System.Logger LOG = System.getLogger(ItemService.class.getName());

    private final Store store;
    private final OpportunityStore opportunities;
    private final TitleGenerator titles;

    public ItemService(Store store, OpportunityStore opportunities, TitleGenerator titles) {
        this.store = store;
        this.opportunities = opportunities;
        this.titles = titles;
    }

    /**
     * Appends an item to its thread, as {@link Store#addItem} does. If it is a user message in an untitled
     * thread, a title is generated and stored in a second step, and the call blocks until that is done. A failure of
     * the second step is logged and leaves the thread untitled.
     *
     * @throws ee.chatkit.store.ConflictException if the thread has an item of that id
     * @throws ee.chatkit.store.NotFoundException if the thread does not exist
     */
    public AppendResult add(Caller caller, ThreadItem item) {
        AppendResult result = store.addItem(caller, item);
        pendingTitle(caller, item, result).run();
        return result;
    }

    /** As {@link #add}, with its attachments, but leaves it to the caller to generate the title. */
    StoredMessage addMessage(Caller caller, ThreadItem message, List<String> attachmentIds) {
        AppendResult result = store.addItem(caller, message, attachmentIds);
        return new StoredMessage(result.createdAt(), pendingTitle(caller, message, result));
    }

    /** The title of a thread that was just added with this first item. */
    PendingTitle titleOf(Caller caller, ChatThread added, ThreadItem first) {
        return pendingTitle(caller, first, new AppendResult(1, added.title() == null, first.createdAt()));
    }

    /** The time of creation that a message was stored with, and the title that its thread gets with it. */
    record StoredMessage(Instant createdAt, PendingTitle title) {}

    private PendingTitle pendingTitle(Caller caller, ThreadItem item, AppendResult result) {
        return result.untitled() && isUserMessage(item)
                ? new PendingTitle(titles.isImmediate(), () -> tryToSetTitle(caller, item, result.position()))
                : PendingTitle.NONE;
    }

    private void tryToSetTitle(Caller caller, ThreadItem message, long position) {
        try {
            Optional<String> basis = position <= 1 ? Optional.empty() : firstWords(caller, message);
            String text = UserMessageText.of(message.storable().content());
            basis.or(() -> Optional.of(text).filter(ItemService::hasWords))
                    .or(() -> UserMessageText.firstFileName(message.content()))
                    .ifPresent(found -> setTitle(caller, message.threadId(), found));
        } catch (RuntimeException | LinkageError | StackOverflowError e) { // the message is stored, and stays
            String what = "No title for thread " + message.threadId() + " from item " + message.id();
            ApplicationFailures.log(LOG, Level.WARNING, what, e);
        }
    }

    private void setTitle(Caller caller, String threadId, String text) {
        ChatThread thread = store.loadThread(caller, threadId);
        String opportunityId = thread.opportunityId();
        Opportunity opportunity = opportunityId == null ? null : opportunities.loadOpportunity(caller, opportunityId);
        Optional<String> title = titles.title(new TitleRequest(text, opportunity))
                .map(String::strip)
                .filter(found -> !found.isEmpty());
        if (title.isPresent()) {
            store.updateThread(
                    caller, threadId, current -> current.title() == null ? current.withTitle(title.get()) : current);
        }
    }

    /**
     * The text of the first user message with words, as far as the first items have one. In practice the first page
     * decides: only greetings, files and hidden items precede that message.
     */
    private Optional<String> firstWords(Caller caller, ThreadItem message) {
        var request = PageRequest.first(PageRequest.DEFAULT_LIMIT, SortOrder.ASC);
        return store.listItems(caller, message.threadId(), ItemScope.ALL, request).data().stream()
                .filter(ItemService::isUserMessage)
                .map(item -> UserMessageText.of(item.content()))
                .filter(ItemService::hasWords)
                .findFirst();
    }

    /** Whether a text has visible characters; directional marks and joiners are not. */
    private static boolean hasWords(String text) {
        return text.codePoints()
                .anyMatch(c -> !Character.isWhitespace(c)
                        && !Character.isSpaceChar(c)
                        && !Character.isISOControl(c)
                        && Character.getType(c) != Character.FORMAT);
    }

    private static boolean isUserMessage(ThreadItem item) {
        return item.type().equals(UserMessageText.ITEM_TYPE);
    }
}
