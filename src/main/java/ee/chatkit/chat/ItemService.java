package ee.chatkit.chat;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
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
        return pendingTitle(caller, item, result)
                .run(new LinkedOpportunity(opportunities, caller, result.thread()))
                .map(titled -> new AppendResult(result.position(), result.createdAt(), titled))
                .orElse(result);
    }

    /** The title of a thread to which this item was just added; it is not generated yet. */
    PendingTitle pendingTitle(Caller caller, ThreadItem item, AppendResult result) {
        return result.thread().title() == null && isUserMessage(item)
                ? new PendingTitle(
                        titles.isImmediate(),
                        opportunity -> tryToSetTitle(caller, item, result.position(), opportunity))
                : PendingTitle.NONE;
    }

    private Optional<ChatThread> tryToSetTitle(
            Caller caller, ThreadItem message, long position, LinkedOpportunity opportunity) {
        try {
            Optional<String> basis = position <= 1 ? Optional.empty() : firstWords(caller, message);
            String text = UserMessageText.of(message.storable().content());
            return basis.or(() -> Optional.of(text).filter(ItemService::hasWords))
                    .or(() -> UserMessageText.firstFileName(message.content()))
                    .flatMap(found -> titles.title(new TitleRequest(found, opportunity.get())))
                    .map(String::strip)
                    .filter(title -> !title.isEmpty())
                    .map(title -> store.setTitleIfAbsent(caller, message.threadId(), title));
        } catch (RuntimeException | LinkageError | StackOverflowError e) { // the message is stored, and stays
            String what = "No title for thread " + message.threadId() + " from item " + message.id();
            ApplicationFailures.log(LOG, Level.WARNING, what, e);
            return Optional.empty();
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
