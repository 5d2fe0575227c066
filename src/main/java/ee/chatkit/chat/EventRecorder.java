package ee.chatkit.chat;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.protocol.event.ThreadStreamEvent;
import ee.chatkit.protocol.event.ThreadStreamEvent.Failure;
import ee.chatkit.protocol.event.ThreadStreamEvent.ThreadUpdated;
import ee.chatkit.protocol.item.ItemContent.SdkHiddenContext;
import ee.chatkit.protocol.json.ItemCodec;
import ee.chatkit.responder.EventSink;
import ee.chatkit.responder.TurnCancelledException;
import ee.chatkit.store.Store;
import ee.chatkit.store.StoreException;
import java.lang.System.Logger.Level;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Between a responder and the client of one turn: stores first, then forwards what may be seen. */
final class EventRecorder implements EventSink {
    static final String CANCELLED_NOTE = "The user cancelled the stream. Stop responding to the prior request.";
    private static final System.Logger LOG = System.getLogger(EventRecorder.class.getName());

    private final Store store;
    private final Caller caller;
    private final StoreThreadContext threadContext;
    private final Consumer<ThreadStreamEvent> out;
    private final Cancellation cancellation;
    private final TurnItemRecorder items;
    private final ThreadChangeDetector threadChanges;

    /** Not a monitor: a virtual thread that waits for a slow client in one would keep its carrier. */
    private final ReentrantLock lock = new ReentrantLock();

    /** Set from outside when the thread has changed: deltas look at the thread only then. */
    private volatile boolean threadMayHaveChanged;

    private @Nullable StoreException storeFailure;
    private State state = State.OPEN;

    private enum State {
        OPEN,
        /** All was said; a client that goes away now misses nothing. */
        COMPLETE,
        CLOSED
    }

    EventRecorder(
            StoreThreadContext thread, ChatThread told, Consumer<ThreadStreamEvent> out, Cancellation cancellation) {
        this.store = thread.services().store();
        this.caller = thread.caller();
        this.threadContext = thread;
        this.out = out;
        this.cancellation = cancellation;
        this.items = new TurnItemRecorder(store, caller, told.id());
        this.threadChanges = new ThreadChangeDetector(store, caller, told);
    }

    @Override
    public void send(ThreadStreamEvent event) {
        threadContext
                .interrupter()
                .withoutInterrupts(() -> locked(() -> {
                    requireOpen();
                    record(event);
                    if (threadMayHaveChanged || !(event instanceof ThreadStreamEvent.ItemUpdated)) {
                        sendThreadChange();
                    }
                }));
    }

    @Override
    public boolean isCancelled() {
        return cancellation.isCancelled();
    }

    @Override
    public void onCancel(Runnable callback) {
        cancellation.onCancel(callback);
    }

    /** Sends what the engine has stored already. */
    void forwardStored(ThreadStreamEvent event) {
        locked(() -> {
            requireOpen();
            forward(event);
        });
    }

    /** The thread was changed by somebody else than the responder. */
    void threadChanged() {
        threadMayHaveChanged = true;
    }

    /** Tells of the thread's last changes: the answer is complete. */
    void finish() {
        locked(() -> {
            requireOpen();
            sendThreadChange();
            state = State.COMPLETE;
        });
    }

    /** Says that there will be no answer, to whoever still listens. */
    void fail(Failure failure) {
        locked(() -> {
            if (state != State.OPEN || isCancelled()) {
                return;
            }
            try {
                forward(failure);
                if (storeFailure == null) { // otherwise the client would wait for a store that is away
                    sendThreadChange();
                }
                state = State.COMPLETE;
            } catch (TurnCancelledException e) {
                LOG.log(Level.DEBUG, "nobody hears that a turn failed");
            }
        });
    }

    /** From here on nothing of this turn is stored or sent. Keeps what was said to a client that is gone. */
    void close() {
        locked(() -> {
            if (state == State.OPEN && isCancelled()) {
                storePartialAnswer();
            }
            state = State.CLOSED;
        });
    }

    /** As {@link #close}, by whoever finds the client gone: so a responder that does not stop keeps nothing waiting. */
    void closeOnCancel() {
        cancellation.onCancel(() -> Thread.ofVirtual().name("chatkit-cancel").start(this::close));
    }

    private void storePartialAnswer() {
        try {
            items.storePending();
            store.addItem(caller, ItemCodec.toThreadItem(threadContext.newItem(new SdkHiddenContext(CANCELLED_NOTE))));
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "what was said in thread {0} before its client went away is lost: {1}",
                    threadContext.threadId(),
                    e.getClass().getName());
        }
    }

    private void record(ThreadStreamEvent event) {
        try {
            items.record(event).ifPresent(this::forward);
        } catch (StoreException e) {
            storeFailure = e;
            throw e;
        }
    }

    /** Deltas do not come here: they change no thread, and there are too many of them to look each time. */
    private void sendThreadChange() {
        threadMayHaveChanged = false;
        threadChanges.look().ifPresent(now -> forward(new ThreadUpdated(now)));
    }

    private void forward(ThreadStreamEvent event) {
        try {
            out.accept(event);
        } catch (RuntimeException e) {
            LOG.log(
                    Level.DEBUG,
                    "a client of thread {0} is gone: {1}",
                    threadContext.threadId(),
                    e.getClass().getName());
            cancellation.cancel();
            throw new TurnCancelledException();
        }
    }

    /** An answer of which a part could not be stored is not gone on with: the client would see what will not be there. */
    private void requireOpen() {
        if (isCancelled()) {
            throw new TurnCancelledException();
        }
        if (state != State.OPEN) {
            throw new IllegalStateException("the turn is over");
        }
        if (storeFailure != null) {
            throw storeFailure;
        }
    }

    private boolean locked(Runnable action) {
        lock.lock();
        try {
            action.run();
            return true;
        } finally {
            lock.unlock();
        }
    }
}
