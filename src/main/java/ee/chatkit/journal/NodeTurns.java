package ee.chatkit.journal;

import ee.chatkit.model.Caller;
import ee.chatkit.model.TurnRecord;
import ee.chatkit.model.TurnState;
import ee.chatkit.store.NodeTurn;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.OrphanedTurn;
import ee.chatkit.store.StoreException;
import ee.chatkit.store.TurnChange;
import ee.chatkit.store.TurnJournal;
import ee.chatkit.store.UnavailableException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The turns that this node runs. What happens in them is written to the journal together, {@value #PAUSE_MILLIS} ms after it
 * happened or when one turn has more than 16 KiB to write, so the cost depends on the time and not on the number of events.
 *
 * <p><b>An unavailable store</b> delays the journal: events wait in memory, up to a thirty-second of the heap for all turns together. A turn that
 * exceeds it is not journalled any more, which its followers see as an interruption; its own client and its items are not affected.
 *
 * <p><b>Heartbeat.</b> {@link #beat} is called every {@value #BEAT_SECONDS} seconds. A node that has not beaten for {@value
 * #SILENCE_SECONDS} seconds is taken for dead, but only by one that has itself beaten all that time: after an outage of the database all nodes
 * are late.
 *
 * <p>Safe for use by multiple threads, except {@link #orphans} and {@link #interrupt}, which one thread calls.
 */
public final class NodeTurns implements AutoCloseable {
    /** How long events wait to be written together. */
    static final int PAUSE_MILLIS = 80;

    /** The interval of {@link #beat}. */
    public static final int BEAT_SECONDS = 2;

    /** How long a node that is taken for dead has not beaten. */
    static final int SILENCE_SECONDS = 12;

    private static final System.Logger LOG = System.getLogger(NodeTurns.class.getName());
    private static final int MAX_CHANGES = 500;
    private static final int MAX_ORPHANS = 20;
    private static final long WRITE_WAIT_SECONDS = 1;
    private static final long LOG_INTERVAL_NANOS = Duration.ofMinutes(1).toNanos();
    private static final long RETRY_MILLIS = 500;
    private static final int BYTES_PER_CHARACTER = 2;

    private final TurnJournal journal;
    private final UUID node = UUID.randomUUID();
    private final long maxWaiting = Runtime.getRuntime().maxMemory() / 32 / BYTES_PER_CHARACTER;
    private final AtomicLong waiting = new AtomicLong();
    private final Map<String, JournalledTurn> turns = new ConcurrentHashMap<>();
    private final Set<JournalledTurn> changed = ConcurrentHashMap.newKeySet();
    private final Semaphore urgent = new Semaphore(0);
    private final ReentrantLock writing = new ReentrantLock();
    private final List<OrphanedTurn> orphans = new ArrayList<>();
    private long beatingSince;
    private volatile boolean beating;
    private boolean failureLogged;
    private long loggedAt;

    private final boolean journalled;
    private final boolean oneAtATime;

    /** Turns that were begun alone and are not run yet. */
    private final Map<String, OrphanedTurn> reserved = new ConcurrentHashMap<>();

    /** Without turns; any number of them may run in a thread. */
    public NodeTurns(TurnJournal journal) {
        this(journal, true, false);
    }

    private NodeTurns(TurnJournal journal, boolean journalled, boolean oneAtATime) {
        this.journal = journal;
        this.journalled = journalled;
        this.oneAtATime = oneAtATime;
    }

    /** Without turns; one at a time may run in a thread, on whichever node. */
    public static NodeTurns oneAtATime(TurnJournal journal) {
        return new NodeTurns(journal, true, true);
    }

    /** Turns that are numbered, can be cancelled on this node, and are not journalled. */
    public static NodeTurns notJournalled(TurnJournal journal) {
        return new NodeTurns(journal, false, false);
    }

    /** Whether turns can be followed. */
    public boolean isJournalled() {
        return journalled;
    }

    /** The journal in which the turns are written. */
    public TurnJournal journal() {
        return journal;
    }

    /**
     * Begins a turn.
     *
     * @param canceller cancels it without blocking; called on any thread, perhaps more than once
     */
    public JournalledTurn begin(Caller caller, String turnId, String threadId, Runnable canceller) {
        boolean begun = reserved.remove(turnId) != null;
        var turn = new JournalledTurn(this, turnId, threadId, caller, canceller, begun);
        turns.put(turnId, turn);
        changed(turn, false);
        if (oneAtATime && !begun) { // before its client hears of the thread
            writeNow();
        }
        return turn;
    }

    /**
     * Reserves a thread for a turn, which is then {@linkplain #begin begun} or {@linkplain #abandon abandoned}, if only one may run in it.
     *
     * @return false if another turn is running in the thread
     * @throws StoreException if the store fails
     */
    public boolean reserve(Caller caller, String turnId, String threadId) {
        if (!oneAtATime) {
            return true;
        }
        writeNow(); // an earlier turn may have ended here
        if (!journal.beginAlone(node, caller, threadId, turnId)) {
            return false;
        }
        reserved.put(turnId, new OrphanedTurn(turnId, threadId, caller));
        return true;
    }

    /** Ends a turn that was reserved and has not begun; else does nothing. */
    public void abandon(String turnId) {
        OrphanedTurn turn = reserved.get(turnId);
        if (turn != null) {
            begin(turn.caller(), turnId, turn.threadId(), () -> {}).end(TurnState.CANCELLED);
        }
    }

    /** The turns that are running here or have just ended. */
    public int size() {
        return turns.size();
    }

    /** A turn that runs on this node, or has just ended. */
    Optional<JournalledTurn> find(Caller caller, String turnId) {
        return Optional.ofNullable(turns.get(turnId))
                .filter(turn -> turn.caller().equals(caller));
    }

    /** See {@link TurnJournal#running}; includes turns that run here and are not written yet. */
    public List<TurnRecord> running(Caller caller, String threadId) {
        writeNow();
        return journal.running(caller, threadId);
    }

    /** See {@link TurnJournal#find}; finds turns too that run here and are not written yet. */
    public TurnRecord record(Caller caller, String turnId) {
        if (find(caller, turnId).isPresent()) {
            writeNow();
        }
        return journal.find(caller, turnId);
    }

    /**
     * Cancels a turn, on whichever node it runs. A turn that has ended is not affected.
     *
     * @return the turn, which may still be running for a moment
     * @throws NotFoundException if there is no such turn of the caller's
     */
    public TurnRecord cancel(Caller caller, String turnId) {
        Optional<JournalledTurn> local = find(caller, turnId);
        if (local.isPresent()) {
            writeNow();
            local.get().cancel();
        } else {
            journal.requestCancel(caller, turnId);
        }
        return journal.find(caller, turnId);
    }

    /** Writes what this node knows, or waits a moment for a write that is under way. */
    private void writeNow() {
        try {
            if (writing.tryLock(WRITE_WAIT_SECONDS, TimeUnit.SECONDS)) {
                try {
                    writeChanges();
                } finally {
                    writing.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean reserve(int characters) {
        if (!journalled) {
            return false;
        }
        if (waiting.addAndGet(characters) <= maxWaiting) {
            return true;
        }
        waiting.addAndGet(-characters);
        return false;
    }

    void release(int characters) {
        waiting.addAndGet(-characters);
    }

    void changed(JournalledTurn turn, boolean soon) {
        if (!journalled) {
            if (turn.hasEnded()) {
                turns.remove(turn.id());
            }
            return;
        }
        changed.add(turn);
        if (oneAtATime && turn.hasEnded()) { // before its client hears that the next one may begin
            writeNow();
            return;
        }
        if (soon && urgent.availablePermits() == 0) {
            urgent.release();
        }
    }

    /**
     * Waits a moment, and writes what has changed. Called again and again by one thread.
     *
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public void writeNext() throws InterruptedException {
        urgent.tryAcquire(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        urgent.drainPermits();
        if (!changed.isEmpty() && !write()) {
            TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
        }
    }

    /** Writes what has changed; returns whether the store was available. */
    public boolean write() {
        writing.lock();
        try {
            return writeChanges();
        } finally {
            writing.unlock();
        }
    }

    /** Writes what is left, as far as the store is available. The turns have ended. */
    @Override
    public void close() {
        boolean available = true;
        while (available && !changed.isEmpty()) {
            available = write();
        }
    }

    /** Each turn that has changed has its turn, however many have. */
    private boolean writeChanges() {
        Map<JournalledTurn, TurnChange> changes = new HashMap<>();
        for (JournalledTurn turn : List.copyOf(changed)) {
            changed.remove(turn); // before its change is taken: what is added from now on adds it again
            TurnChange change = turn.nextChange();
            if (change != null) {
                changes.put(turn, change);
            }
            if (changes.size() == MAX_CHANGES) {
                if (!write(changes)) {
                    return false;
                }
                changes.clear();
            }
        }
        return changes.isEmpty() || write(changes);
    }

    private boolean write(Map<JournalledTurn, TurnChange> changes) {
        try {
            journal.write(node, List.copyOf(changes.values()));
        } catch (UnavailableException e) {
            LOG.log(Level.DEBUG, "The turn journal waits for the store: {0}", e.getMessage());
            changed.addAll(changes.keySet());
            return false;
        } catch (RuntimeException e) {
            if (changes.size() > 1) {
                return writeEach(changes);
            }
            logFailure(e);
            changes.keySet().forEach(JournalledTurn::lose);
        }
        changes.forEach(this::written);
        return true;
    }

    /** One that cannot be written is to harm no other; what is written already is ignored. */
    private boolean writeEach(Map<JournalledTurn, TurnChange> changes) {
        boolean available = true;
        for (var change : changes.entrySet()) {
            if (available) {
                available = write(Map.of(change.getKey(), change.getValue()));
            } else {
                changed.add(change.getKey());
            }
        }
        return available;
    }

    private void written(JournalledTurn turn, TurnChange change) {
        if (turn.written(change)) {
            changed(turn, true);
        }
        if (turn.isEndedInJournal()) {
            turns.remove(turn.id());
        }
    }

    /** Such a failure is most likely permanent: once a minute. */
    private void logFailure(RuntimeException failure) {
        long now = System.nanoTime();
        if (!failureLogged || now - loggedAt > LOG_INTERVAL_NANOS) {
            failureLogged = true;
            loggedAt = now;
            LOG.log(
                    Level.WARNING,
                    "Events of a turn could not be journalled: {0}",
                    failure.getClass().getName());
        }
        LOG.log(Level.DEBUG, "Events could not be journalled", failure);
    }

    /**
     * Tells that this node is alive, and cancels the turns that are to be cancelled.
     *
     * @throws UnavailableException if the store is unavailable
     */
    public void beat() {
        beating = false;
        Map<String, JournalledTurn> before = new HashMap<>(turns);
        before.values().removeIf(turn -> !turn.isBegunInJournal());
        Map<String, Boolean> known = new HashMap<>();
        for (NodeTurn turn : journal.beat(node)) {
            known.put(turn.turnId(), turn.cancelRequested());
        }
        before.forEach((id, turn) -> {
            Boolean cancelRequested = known.get(id);
            if (cancelRequested == null ? isTakenOver(turn) : cancelRequested) {
                turn.cancel();
            }
        });
        beating = true;
    }

    /**
     * A turn that the journal does not know as this node's may also have ended meanwhile, or have been deleted with its thread, which the
     * engine notices itself.
     */
    private boolean isTakenOver(JournalledTurn turn) {
        try {
            TurnState state = journal.find(turn.caller(), turn.id()).state();
            if (turn.isEndedInJournal() || (state != TurnState.RUNNING && state != TurnState.INTERRUPTED)) {
                return false;
            }
        } catch (NotFoundException e) {
            return false;
        }
        LOG.log(
                Level.WARNING,
                "Turn {0} is cancelled: another node took this one for dead and has taken it over",
                turn.id());
        return true;
    }

    /**
     * Takes over turns of nodes that are gone. The result includes those of earlier calls that are not {@linkplain #interrupt marked}.
     *
     * @throws StoreException if the store fails
     */
    public List<OrphanedTurn> orphans() {
        long now = System.nanoTime();
        if (!beating) {
            beatingSince = 0;
        } else if (beatingSince == 0) {
            beatingSince = now;
        }
        if (beatingSince != 0
                && now - beatingSince >= Duration.ofSeconds(SILENCE_SECONDS).toNanos()) {
            List<OrphanedTurn> claimed;
            do {
                claimed = journal.claimOrphans(node, Duration.ofSeconds(SILENCE_SECONDS), MAX_ORPHANS);
                orphans.addAll(claimed);
            } while (claimed.size() == MAX_ORPHANS);
        }
        return List.copyOf(orphans);
    }

    /** Marks an orphan as interrupted, after which it is not among the {@link #orphans} any more. */
    public void interrupt(OrphanedTurn orphan) {
        var end = new TurnChange(
                orphan.turnId(), orphan.threadId(), orphan.caller(), false, 1, List.of(), TurnState.INTERRUPTED);
        journal.write(node, List.of(end));
        orphans.remove(orphan);
    }
}
