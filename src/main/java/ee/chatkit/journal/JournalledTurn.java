package ee.chatkit.journal;

import ee.chatkit.model.Caller;
import ee.chatkit.model.TurnState;
import ee.chatkit.store.TurnChange;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A turn that this node runs, with those of its events that are not written to the journal yet. Adding an event does not wait for the
 * journal. Safe for use by multiple threads.
 */
public final class JournalledTurn {
    /** A change ends with the event with which it exceeds this length, in characters. */
    static final int MAX_CHANGE = 16 * 1024;

    private final NodeTurns node;
    private final String id;
    private final String threadId;
    private final Caller caller;
    private final Runnable canceller;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition written = lock.newCondition();

    private List<String> waiting = new ArrayList<>();
    private int waitingCharacters;

    /** The number of the last event, and of the last one that is written. */
    private long lastNumber;

    private long writtenNumber;
    private boolean begun;
    private TurnState state = TurnState.RUNNING;
    private boolean endWritten;

    /** Whether events are missing in the journal. */
    private boolean incomplete;

    /** @param begun whether the journal knows that the turn has begun */
    JournalledTurn(NodeTurns node, String id, String threadId, Caller caller, Runnable canceller, boolean begun) {
        this.begun = begun;
        this.node = node;
        this.id = id;
        this.threadId = threadId;
        this.caller = caller;
        this.canceller = canceller;
    }

    /** The id of the turn. */
    public String id() {
        return id;
    }

    String threadId() {
        return threadId;
    }

    Caller caller() {
        return caller;
    }

    /**
     * Adds an event. Does not block.
     *
     * @param json a JSON object on one line
     * @return the event with its number
     */
    public TurnEvent add(String json) {
        boolean kept = node.reserve(json.length());
        boolean full;
        long number;
        lock.lock();
        try {
            number = ++lastNumber;
            if (!kept || incomplete || state != TurnState.RUNNING) {
                node.release(kept ? json.length() : 0);
                loseWaiting();
                full = false;
            } else {
                waiting.add(json);
                waitingCharacters += json.length();
                full = waitingCharacters > MAX_CHANGE;
            }
        } finally {
            lock.unlock();
        }
        node.changed(this, full);
        return new TurnEvent(number, json);
    }

    /** Ends the turn, after its last event; once. Does not block. */
    public void end(TurnState end) {
        lock.lock();
        try {
            if (state != TurnState.RUNNING) {
                return;
            }
            state = end;
        } finally {
            lock.unlock();
        }
        node.changed(this, true);
    }

    /** Cancels the turn, on a thread of its own: callbacks of the responder may take long. */
    void cancel() {
        Thread.ofVirtual().name("chatkit-cancel").start(canceller);
    }

    /** Events of the turn could not be written: it goes on without a journal. */
    void lose() {
        lock.lock();
        try {
            loseWaiting();
        } finally {
            lock.unlock();
        }
    }

    private void loseWaiting() {
        node.release(waitingCharacters);
        waiting = new ArrayList<>();
        waitingCharacters = 0;
        incomplete = true;
    }

    /** What is to be written next; null if nothing is. */
    @Nullable
    TurnChange nextChange() {
        lock.lock();
        try {
            List<String> events = waitingCharacters <= MAX_CHANGE ? List.copyOf(waiting) : firstWaiting();
            boolean ends = state != TurnState.RUNNING && !endWritten && events.size() == waiting.size();
            if (begun && events.isEmpty() && !ends) {
                return null;
            }
            TurnState after = !ends ? TurnState.RUNNING : incomplete ? TurnState.INTERRUPTED : state;
            return new TurnChange(id, threadId, caller, !begun, writtenNumber + 1, events, after);
        } finally {
            lock.unlock();
        }
    }

    private List<String> firstWaiting() {
        List<String> events = new ArrayList<>();
        int characters = 0;
        for (String event : waiting) {
            if (characters > MAX_CHANGE) {
                break;
            }
            events.add(event);
            characters += event.length();
        }
        return events;
    }

    /** A change is written. Returns whether there is another one. */
    boolean written(TurnChange change) {
        lock.lock();
        try {
            begun = true;
            int count = change.events().size();
            if (!incomplete) { // otherwise nothing waits any more
                int characters = 0;
                for (String event : change.events()) {
                    characters += event.length();
                }
                waiting.subList(0, count).clear();
                waitingCharacters -= characters;
                node.release(characters);
            }
            writtenNumber += count;
            endWritten = change.state() != TurnState.RUNNING;
            written.signalAll();
            return !waiting.isEmpty() || (state != TurnState.RUNNING && !endWritten);
        } finally {
            lock.unlock();
        }
    }

    boolean hasEnded() {
        lock.lock();
        try {
            return state != TurnState.RUNNING;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the journal knows that the turn has begun. */
    boolean isBegunInJournal() {
        lock.lock();
        try {
            return begun;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the journal knows that the turn has ended. */
    boolean isEndedInJournal() {
        lock.lock();
        try {
            return endWritten;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until an event after this number, or the end, is written; returns whether one is. */
    boolean awaitWritten(long after, long millis) throws InterruptedException {
        long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lockInterruptibly();
        try {
            while (writtenNumber <= after && !endWritten && nanos > 0) {
                nanos = written.awaitNanos(nanos);
            }
            return nanos > 0;
        } finally {
            lock.unlock();
        }
    }
}
