package ee.chatkit.chat;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.protocol.event.ThreadStreamEvent;
import ee.chatkit.protocol.event.ThreadStreamEvent.Failure;
import ee.chatkit.protocol.event.ThreadStreamEvent.ThreadUpdated;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.item.ItemContent.SdkHiddenContext;
import ee.chatkit.protocol.json.ItemCodec;
import ee.chatkit.responder.EventSink;
import ee.chatkit.responder.TurnCancelledException;
import ee.chatkit.store.Store;
import ee.chatkit.store.StoreException;
import ee.chatkit.store.UnavailableException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The event sink of one turn: stores the effect of each event, then forwards to the client what it may see.
 *
 * <p><b>Store before send.</b> An event is forwarded only after its statement has succeeded. After a {@link
 * StoreException} nothing more is stored or sent, even if the responder catches it: the client would see what later
 * reads do not return. Deltas are not stored; {@link TurnItemRecorder} keeps their sum in memory until the item is
 * done.
 *
 * <p><b>An answer is not lost.</b> A finished item, or a partial answer, that cannot be stored because the store is
 * unavailable is given to {@link DeferredItems}.
 *
 * <p><b>Changes of the thread</b>, such as a new title, are sent after the event that was forwarded. They are found in what
 * adding an item returns, which costs nothing; after a change by the responder or by a title that was generated in the
 * background, the thread is read once, because the order of such a change and of what was read before is unknown.
 *
 * <p><b>Disconnect.</b> It is noticed by an exception of {@code out} or by {@link Cancellation}. Unless the answer is
 * complete by then, {@link #close} stores the text of pending assistant messages and a note for the model.
 *
 * <p><b>Concurrency.</b> One lock serializes all of this, so events are stored and sent in the same order. It is held
 * while an event is stored and while it is written to a slow client. It is not a monitor, which would pin a waiting
 * virtual thread to its carrier on Java 21.
 */
final class EventRecorder implements EventSink {
    private static final String CANCELLED_NOTE = "The user cancelled the stream. Stop responding to the prior request.";
    private static final System.Logger LOG = System.getLogger(EventRecorder.class.getName());

    private final Store store;
    private final Caller caller;
    private final StoreThreadContext threadContext;
    private final Consumer<ThreadStreamEvent> out;
    private final Cancellation cancellation;
    private final TurnRecording recording;
    private final TurnItemRecorder items;
    private final TurnTelemetry measured;
    private final ReentrantLock lock = new ReentrantLock();

    /** The thread as the client knows it. */
    private ChatThread clientThread;

    /** The thread as the latest write returned it; null if the client has been informed. */
    private @Nullable ChatThread writtenThread;

    private @Nullable StoreException storeFailure;
    private State state = State.OPEN;

    private enum State {
        OPEN,
        /** The last event is sent: a disconnect from here on loses nothing. */
        COMPLETE,
        CLOSED
    }

    EventRecorder(
            StoreThreadContext threadContext,
            ChatThread thread,
            Consumer<ThreadStreamEvent> out,
            Cancellation cancellation,
            TurnTelemetry measured,
            TurnRecording recording) {
        this.measured = measured;
        this.store = threadContext.services().store();
        this.caller = threadContext.caller();
        this.threadContext = threadContext;
        this.out = out;
        this.cancellation = cancellation;
        this.recording = recording;
        this.items = new TurnItemRecorder(store, caller, thread.id(), written -> writtenThread = written);
        this.clientThread = thread;
    }

    @Override
    public void send(ThreadStreamEvent event) {
        threadContext
                .interrupter()
                .withoutInterrupts(() -> locked(() -> {
                    requireOpen();
                    measured.sent(event);
                    record(event);
                    sendThreadChange();
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

    /** Forwards an event whose effect is stored already. */
    void forwardStored(ThreadStreamEvent event) {
        locked(() -> {
            requireOpen();
            forward(event);
        });
    }

    /** Has the thread read again with the next event. May be called from any thread. */
    void threadChanged() {
        threadContext.threadChanged().set(true);
    }

    /** Has the client informed of a change with the next event. No other change of this turn is under way. */
    void threadWritten(ChatThread thread) {
        locked(() -> writtenThread = thread);
    }

    /** Completes the answer. */
    void finish() {
        locked(() -> {
            requireOpen();
            sendThreadChange();
            state = State.COMPLETE;
        });
    }

    /** Ends the answer with an error event, if the client is still connected. */
    void fail(Failure failure) {
        locked(() -> {
            if (state != State.OPEN || isCancelled()) {
                return;
            }
            try {
                forward(failure);
                if (storeFailure == null) { // otherwise the client would wait for an unavailable store
                    sendThreadChange();
                }
                state = State.COMPLETE;
            } catch (TurnCancelledException e) {
                LOG.log(Level.DEBUG, "Client disconnected before the error event");
            }
        });
    }

    /** Ends the turn: later events are rejected. After a disconnect, stores the partial answer. */
    void close() {
        locked(() -> {
            if (state == State.OPEN && isCancelled()) {
                storePartialAnswer();
                recording.interrupt();
            }
            state = State.CLOSED;
        });
        recording.end();
    }

    /** Closes on cancellation, on a thread of its own: neither the responder nor the transport is waited for. */
    void closeOnCancel() {
        cancellation.onCancel(() -> Thread.ofVirtual().name("chatkit-cancel").start(this::close));
    }

    private void storePartialAnswer() {
        List<ThreadItem> partial = new ArrayList<>(items.pending());
        partial.stream().filter(item -> !item.hidden()).forEach(item -> recording.addItem(item.id(), false));
        Item note = threadContext.newItem(new SdkHiddenContext(CANCELLED_NOTE));
        partial.add(ItemCodec.toThreadItem(note));
        try {
            partial.forEach(item -> store.saveItem(caller, item));
        } catch (UnavailableException e) {
            threadContext.services().deferred().keep(caller, partial);
        } catch (RuntimeException e) {
            LOG.log(
                    Level.WARNING,
                    "Partial answer in thread {0} could not be stored after a disconnect: {1}",
                    threadContext.threadId(),
                    e.getClass().getName());
        }
    }

    private void record(ThreadStreamEvent event) {
        try {
            items.record(event).ifPresent(this::forward);
        } catch (StoreException e) {
            storeFailure = e;
            if (e instanceof UnavailableException) {
                TurnItemRecorder.finishedItem(event).ifPresent(item -> {
                    threadContext.services().deferred().keep(caller, List.of(item));
                    if (!item.hidden()) {
                        recording.addItem(item.id(), false);
                    }
                });
            }
            throw e;
        }
    }

    private void sendThreadChange() {
        ChatThread now = threadContext.threadChanged().getAndSet(false) ? readThread() : writtenThread;
        writtenThread = null;
        if (now == null) {
            return;
        }
        if (!Objects.equals(now.title(), clientThread.title())
                || !now.status().equals(clientThread.status())
                || !Objects.equals(now.allowedImageDomains(), clientThread.allowedImageDomains())) {
            clientThread = now;
            forward(new ThreadUpdated(ThreadAccess.clientView(now)));
        }
    }

    private @Nullable ChatThread readThread() {
        try {
            return store.loadThread(caller, clientThread.id());
        } catch (RuntimeException e) {
            // the event itself is stored and sent; a store that is unavailable fails the next one
            LOG.log(
                    Level.DEBUG,
                    "Thread {0} cannot be read: {1}",
                    clientThread.id(),
                    e.getClass().getName());
            return null;
        }
    }

    private void forward(ThreadStreamEvent event) {
        recording.add(event);
        try {
            out.accept(event);
        } catch (RuntimeException e) {
            LOG.log(
                    Level.DEBUG,
                    "Client of thread {0} disconnected: {1}",
                    threadContext.threadId(),
                    e.getClass().getName());
            cancellation.cancel();
            throw new TurnCancelledException();
        }
    }

    private void requireOpen() {
        if (isCancelled()) {
            throw new TurnCancelledException();
        }
        if (state != State.OPEN) {
            throw new IllegalStateException("The turn has ended");
        }
        if (storeFailure != null) {
            throw storeFailure;
        }
    }

    /** Returns a value only because the interrupter expects one. */
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
