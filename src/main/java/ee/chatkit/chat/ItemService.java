package ee.chatkit.chat;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.responder.TitleGenerator;
import ee.chatkit.store.AppendResult;
import ee.chatkit.store.OpportunityStore;
import ee.chatkit.store.Store;
import org.jspecify.annotations.Nullable;

/** Adds items to threads, and gives a thread its title with the first user message. Safe for use by many threads. */
public final class ItemService {
    private final Store store;
    private final TitleService titleService;

    public ItemService(Store store, OpportunityStore opportunities, TitleGenerator titles) {
        this.store = store;
        this.titleService = new TitleService(store, opportunities, titles);
    }

    /**
     * Adds an item at the end of its thread, as {@link Store#addItem} does. When it is the thread's first user message
     * and the thread has no title, the thread gets one in a second step, for which this waits. That step may fail without
     * harm to the first: it is logged, and the thread stays untitled.
     *
     * @throws ee.chatkit.store.ConflictException when the thread has an item of that id
     * @throws ee.chatkit.store.NotFoundException when there is no such thread
     */
    public AppendResult add(Caller caller, ThreadItem item) {
        AppendResult appendResult = store.addItem(caller, item);
        TitleTask title = title(caller, item, appendResult);
        if (title != null) {
            title.work().run();
        }
        return appendResult;
    }

    /** As {@link #add}, but the title is left to whoever gets the work that makes it. */
    @Nullable
    TitleTask addFirst(Caller caller, ThreadItem item) {
        return title(caller, item, store.addItem(caller, item));
    }

    private @Nullable TitleTask title(Caller caller, ThreadItem item, AppendResult appendResult) {
        return appendResult.untitled() && TitleService.isUserMessage(item)
                ? titleService.work(caller, item, appendResult.position())
                : null;
    }
}
