package ee.chatkit.chat;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Opportunity;
import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.protocol.json.UserMessageText;
import ee.chatkit.responder.TitleGenerator;
import ee.chatkit.responder.TitleRequest;
import ee.chatkit.store.ItemScope;
import ee.chatkit.store.OpportunityStore;
import ee.chatkit.store.Store;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Gives threads their titles. No connection of the store is held while a title is being found. */
final class TitleService {
    private static final System.Logger LOG = System.getLogger(TitleService.class.getName());

    private final Store store;
    private final OpportunityStore opportunities;
    private final TitleGenerator generator;

    TitleService(Store store, OpportunityStore opportunities, TitleGenerator generator) {
        this.store = store;
        this.opportunities = opportunities;
        this.generator = generator;
    }

    /** What is to be done for a thread that has just got this message and has no title. */
    TitleTask work(Caller caller, ThreadItem message, long position) {
        return new TitleTask(generator.isImmediate(), () -> tryToGive(caller, message, position));
    }

    /** A title that cannot be found or stored is missed by nobody: the thread stays untitled. */
    private void tryToGive(Caller caller, ThreadItem message, long position) {
        try {
            give(caller, message, position);
        } catch (RuntimeException | LinkageError | StackOverflowError e) {
            // what it says may quote what the user wrote
            LOG.log(
                    Level.WARNING,
                    "thread {0} got no title from item {1}: {2}",
                    message.threadId(),
                    message.id(),
                    e.getClass().getName());
        }
    }

    private void give(Caller caller, ThreadItem message, long position) {
        if (position > 1 && !isFirstUserMessage(caller, message)) {
            return;
        }
        String text = UserMessageText.of(message.storable().content());
        ChatThread thread = store.loadThread(caller, message.threadId());
        Optional<String> title = generator
                .title(new TitleRequest(text, opportunityOf(caller, thread)))
                .map(String::strip)
                .filter(found -> !found.isEmpty());
        if (title.isPresent()) {
            store.updateThread(
                    caller,
                    message.threadId(),
                    current -> current.title() == null ? current.withTitle(title.get()) : current);
        }
    }

    /** A first message is found on the first page in practice: whatever comes before it is a greeting or hidden. */
    private boolean isFirstUserMessage(Caller caller, ThreadItem message) {
        var request = PageRequest.first(PageRequest.DEFAULT_LIMIT, SortOrder.ASC);
        while (true) {
            Page<ThreadItem> page = store.listItems(caller, message.threadId(), ItemScope.ALL, request);
            for (ThreadItem earlier : page.data()) {
                if (isUserMessage(earlier)) {
                    return earlier.id().equals(message.id());
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

    static boolean isUserMessage(ThreadItem item) {
        return item.type().equals(UserMessageText.ITEM_TYPE);
    }
}
