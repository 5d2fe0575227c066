package ee.chatkit.chat;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.responder.TitleGenerator;
import ee.chatkit.store.Added;
import ee.chatkit.store.OpportunityStore;
import ee.chatkit.store.Store;
import org.jspecify.annotations.Nullable;

/** Adds items to threads, and gives a thread its title with the first user message. Safe for use by many threads. */
public final class Conversations {
    private final Store store;
    private final Titles titles;

    public Conversations(Store store, OpportunityStore opportunities, TitleGenerator titles) {
        this.store = store;
        this.titles = new Titles(store, opportunities, titles);
    }

    /**
     * Adds an item at the end of its thread, as {@link Store#addItem} does. When it is the thread's first user message
     * and the thread has no title, the thread gets one in a second step, for which this waits. That step may fail without
     * harm to the first: it is logged, and the thread stays untitled.
     *
     * @throws ee.chatkit.store.ConflictException when the thread has an item of that id
     * @throws ee.chatkit.store.NotFoundException when there is no such thread
     */
    public Added add(Caller caller, ThreadItem item) {
        Added added = store.addItem(caller, item);
        TitleWork title = title(caller, item, added);
        if (title != null) {
            title.work().run();
        }
        return added;
    }

    /** As {@link #add}, but the title is left to whoever gets the work that makes it. */
    @Nullable
    TitleWork addFirst(Caller caller, ThreadItem item) {
        return title(caller, item, store.addItem(caller, item));
    }

    private @Nullable TitleWork title(Caller caller, ThreadItem item, Added added) {
        return added.untitled() && Titles.isUserMessage(item) ? titles.work(caller, item, added.position()) : null;
    }
}
