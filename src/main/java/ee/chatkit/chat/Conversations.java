package ee.chatkit.chat;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Opportunity;
import ee.chatkit.model.Order;
import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.protocol.json.UserMessageText;
import ee.chatkit.responder.TitleGenerator;
import ee.chatkit.responder.TitleRequest;
import ee.chatkit.store.Added;
import ee.chatkit.store.ItemScope;
import ee.chatkit.store.OpportunityStore;
import ee.chatkit.store.Store;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Adds items to threads, and gives a thread its title with the first user message. Safe for use by many threads. */
public final class Conversations {
    private static final System.Logger LOG = System.getLogger(Conversations.class.getName());

    private final Store store;
    private final OpportunityStore opportunities;
    private final TitleGenerator titles;

    public Conversations(Store store, OpportunityStore opportunities, TitleGenerator titles) {
        this.store = store;
        this.opportunities = opportunities;
        this.titles = titles;
    }

    /**
     * Adds an item at the end of its thread, as {@link Store#addItem} does. When it is the thread's first user message
     * and the thread has no title, the thread gets one in a second step. That step may fail without harm to the first: it
     * is logged, and the thread stays untitled.
     *
     * @throws ee.chatkit.store.ConflictException when the thread has an item of that id
     * @throws ee.chatkit.store.NotFoundException when there is no such thread
     */
    public Added add(Caller caller, ThreadItem item) {
        Added added = store.addItem(caller, item);
        if (added.untitled() && isUserMessage(item)) {
            try {
                giveTitle(caller, item, added.position());
            } catch (RuntimeException e) {
                // its message may quote what the user wrote
                LOG.log(
                        Level.WARNING,
                        "thread {0} got no title from item {1}: {2}",
                        item.threadId(),
                        item.id(),
                        e.getClass().getName());
            }
        }
        return added;
    }

    private void giveTitle(Caller caller, ThreadItem item, long position) {
        if (position > 1 && !isFirstUserMessage(caller, item)) {
            return;
        }
        String text = UserMessageText.of(item.storable().content());
        ChatThread thread = store.loadThread(caller, item.threadId());
        Optional<String> title = titles.title(new TitleRequest(text, opportunityOf(caller, thread)))
                .map(String::strip)
                .filter(found -> !found.isEmpty());
        if (title.isPresent()) {
            store.updateThread(
                    caller,
                    item.threadId(),
                    current -> current.title() == null ? current.withTitle(title.get()) : current);
        }
    }

    /** A first message is found on the first page in practice: whatever comes before it is a greeting or hidden. */
    private boolean isFirstUserMessage(Caller caller, ThreadItem item) {
        var request = PageRequest.first(PageRequest.DEFAULT_LIMIT, Order.ASC);
        while (true) {
            Page<ThreadItem> page = store.listItems(caller, item.threadId(), ItemScope.ALL, request);
            for (ThreadItem earlier : page.data()) {
                if (isUserMessage(earlier)) {
                    return earlier.id().equals(item.id());
                }
            }
            if (!page.hasMore()) {
                return false;
            }
            request = request.next(page);
        }
    }

    private @Nullable Opportunity opportunityOf(Caller caller, ChatThread thread) {
        String opportunityId = thread.opportunityId();
        return opportunityId == null ? null : opportunities.loadOpportunity(caller, opportunityId);
    }

    private static boolean isUserMessage(ThreadItem item) {
        return item.type().equals(UserMessageText.ITEM_TYPE);
    }
}
