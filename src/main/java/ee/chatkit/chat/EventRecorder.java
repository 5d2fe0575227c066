package ee.chatkit.chat;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.protocol.event.ThreadStreamEvent;
import ee.chatkit.protocol.event.ThreadStreamEvent.ThreadUpdated;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.item.ItemContent.SdkHiddenContext;
import ee.chatkit.protocol.json.ItemCodec;
import ee.chatkit.responder.EventSink;
import ee.chatkit.responder.TurnCancelledException;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.Store;
import ee.chatkit.store.StoreException;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Between a responder and the client of one turn: stores first, then forwards what may be seen. */
final class EventRecorder implements EventSink {
    static final String CANCELLED_NOTE = "The user cancelled the stream. Stop responding to the prior request.";
    private static final System.Logger LOG = System.getLogger(EventRecorder.class.getName());

    private final Store store;
    private final Caller caller;
    private final Consumer<ThreadStreamEvent> out;
    private final Cancellation cancellation;
    private final PendingItems pending = new PendingItems();
    private final Set<String> hidden = new HashSet<>();

    /** Not a monitor: a virtual thread that waits for a slow client in one would keep its carrier. */
    private final ReentrantLock lock = new ReentrantLock();

    private ChatThread told;
    private boolean closed;

    EventRecorder(
            Services services,
            Caller caller,
            ChatThread told,
            Consumer<ThreadStreamEvent> out,
            Cancellation cancellation) {
        this.store = services.store();
        this.caller = caller;
        this.told = told;
        this.out = out;
        this.cancellation = cancellation;
    }

    @Override
    public void send(ThreadStreamEvent event) {
        locked(() -> {
            requireOpen();
            if (stored(event)) {
                forward(event);
            }
            if (!(event instanceof ThreadStreamEvent.ItemUpdated)) {
                tellOfThread();
            }
        });
    }

    @Override
    public boolean cancelled() {
        return cancellation.cancelled();
    }

    @Override
    public void onCancel(Runnable callback) {
        cancellation.onCancel(callback);
    }

    /** Sends what the engine has stored already. */
    void open(ThreadStreamEvent event) {
        locked(() -> {
            requireOpen();
            forward(event);
        });
    }

    /** Tells of the thread's last changes and ends the turn. */
    void finish() {
        locked(() -> {
            if (!closed && !cancelled()) {
                tellOfThread();
            }
        });
    }

    /** From here on nothing of this turn is stored or sent. */
    void close() {
        locked(() -> closed = true);
    }

    /** Keeps what was said to a client that is gone. */
    void keepPartialAnswer(StoredThread thread) {
        locked(() -> {
            pending.now().stream().filter(PendingItems::worthKeeping).forEach(this::save);
            save(thread.newItem(new SdkHiddenContext(CANCELLED_NOTE)));
        });
    }

    /** Stores what the event says; answers whether the client may see it. */
    private boolean stored(ThreadStreamEvent event) {
        return switch (event) {
            case ThreadStreamEvent.ItemAdded(Item item) -> {
                requireOfThisThread(item);
                pending.added(item);
                yield visible(item);
            }
            case ThreadStreamEvent.ItemUpdated(String id, var update) -> {
                pending.updated(id, update);
                yield !hidden.contains(id);
            }
            case ThreadStreamEvent.ItemDone(Item item) -> settled(item);
            case ThreadStreamEvent.ItemReplaced(Item item) -> settled(item);
            case ThreadStreamEvent.ItemRemoved(String id) -> removed(id);
            case ThreadStreamEvent.ThreadCreated other -> false;
            case ThreadStreamEvent.ThreadUpdated other -> false;
            case ThreadStreamEvent.StreamOptions other -> true;
            case ThreadStreamEvent.ProgressUpdate other -> true;
            case ThreadStreamEvent.ClientEffect other -> true;
            case ThreadStreamEvent.Failure other -> true;
            case ThreadStreamEvent.Notice other -> true;
        };
    }

    private boolean settled(Item item) {
        requireOfThisThread(item);
        save(item);
        pending.settled(item.id());
        return visible(item);
    }

    private boolean removed(String itemId) {
        boolean seen = !hidden.contains(itemId) && !isHiddenAtRest(itemId);
        store.deleteItem(caller, told.id(), itemId);
        pending.settled(itemId);
        return seen;
    }

    private boolean isHiddenAtRest(String itemId) {
        try {
            return store.loadItem(caller, told.id(), itemId).hidden();
        } catch (NotFoundException e) {
            return false;
        }
    }

    private void save(Item item) {
        store.saveItem(caller, ItemCodec.atRest(item));
    }

    private boolean visible(Item item) {
        if (item.hidden()) {
            hidden.add(item.id());
        }
        return !item.hidden();
    }

    /** Deltas do not come here: they change no thread, and there are too many of them to look each time. */
    private void tellOfThread() {
        ChatThread now;
        try {
            now = store.loadThread(caller, told.id());
        } catch (StoreException e) {
            // the event itself is stored and sent; what ails the store shows when it is needed
            LOG.log(Level.DEBUG, "thread {0} cannot be read: {1}", told.id(), e.getMessage());
            return;
        }
        if (differs(now)) {
            told = now;
            forward(new ThreadUpdated(Threads.shown(now)));
        }
    }

    private boolean differs(ChatThread now) {
        return !Objects.equals(now.title(), told.title())
                || !now.status().equals(told.status())
                || !Objects.equals(now.allowedImageDomains(), told.allowedImageDomains());
    }

    private void forward(ThreadStreamEvent event) {
        try {
            out.accept(event);
        } catch (RuntimeException e) {
            LOG.log(
                    Level.DEBUG,
                    "a client of thread {0} is gone: {1}",
                    told.id(),
                    e.getClass().getName());
            cancellation.cancel();
            throw new TurnCancelledException();
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the turn is over");
        }
        if (cancelled()) {
            throw new TurnCancelledException();
        }
    }

    private void requireOfThisThread(Item item) {
        if (!item.threadId().equals(told.id())) {
            throw new IllegalArgumentException("an item of another thread was sent");
        }
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }
}
