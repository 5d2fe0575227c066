package ee.chatkit.store.memory;

import ee.chatkit.model.Caller;
import ee.chatkit.model.TurnRecord;
import ee.chatkit.model.TurnState;
import ee.chatkit.store.NodeTurn;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.OrphanedTurn;
import ee.chatkit.store.ResourceType;
import ee.chatkit.store.TurnChange;
import ee.chatkit.store.TurnEventPage;
import ee.chatkit.store.TurnJournal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** {@link TurnJournal} in memory. */
final class MemoryTurnJournal implements TurnJournal {
    private final StoreLock lock;
    private final MemoryThreads threads;
    private final MemoryTurns turns;
    private final Clock clock;

    /** The time of the latest beat of each node. */
    private final Map<UUID, Instant> nodes = new HashMap<>();

    MemoryTurnJournal(StoreLock lock, MemoryThreads threads, MemoryTurns turns, Clock clock) {
        this.lock = lock;
        this.threads = threads;
        this.turns = turns;
        this.clock = clock;
    }

    @Override
    public void write(UUID node, List<TurnChange> changes) {
        lock.run(() -> {
            for (TurnChange change : changes) {
                write(node, change);
            }
        });
    }

    private void write(UUID node, TurnChange change) {
        Caller caller = change.caller();
        MemoryTurn turn = turns.find(change.turnId());
        if (turn == null && change.begins() && threads.find(caller, change.threadId()) != null) {
            turn = new MemoryTurn(node, change, clock.instant());
            turns.begin(turn);
        }
        if (turn != null
                && turn.isRunningOn(node)
                && turn.userId().equals(caller.userId())
                && turn.threadId().equals(change.threadId())) {
            MemoryTurn changed = turn;
            turns.change(changed, () -> changed.add(change, clock.instant()));
        }
    }

    @Override
    public boolean beginAlone(UUID node, Caller caller, String threadId, String turnId) {
        return lock.call(() -> {
            threads.load(caller, threadId);
            if (turns.running(threadId).findAny().isPresent()) {
                return false;
            }
            write(node, new TurnChange(turnId, threadId, caller, true, 1, List.of(), TurnState.RUNNING));
            return true;
        });
    }

    @Override
    public TurnRecord find(Caller caller, String turnId) {
        return lock.call(() -> load(caller, turnId).toModel());
    }

    private MemoryTurn load(Caller caller, String turnId) {
        MemoryTurn found = turns.find(turnId);
        if (found == null || !found.userId().equals(caller.userId())) {
            throw new NotFoundException(ResourceType.TURN, turnId);
        }
        return found;
    }

    @Override
    public List<TurnRecord> running(Caller caller, String threadId) {
        return lock.call(() -> {
            threads.load(caller, threadId);
            return turns.running(threadId)
                    .limit(MAX_RUNNING)
                    .map(MemoryTurn::toModel)
                    .toList();
        });
    }

    @Override
    public TurnEventPage read(Caller caller, String turnId, long after) {
        return lock.call(() -> load(caller, turnId).page(after));
    }

    @Override
    public void requestCancel(Caller caller, String turnId) {
        lock.run(() -> load(caller, turnId).requestCancel());
    }

    @Override
    public List<NodeTurn> beat(UUID node) {
        return lock.call(() -> {
            nodes.put(node, clock.instant());
            return turns.running()
                    .filter(turn -> turn.isRunningOn(node))
                    .map(turn -> new NodeTurn(turn.id(), turn.isCancelRequested()))
                    .toList();
        });
    }

    @Override
    public List<OrphanedTurn> claimOrphans(UUID node, Duration silence, int limit) {
        return lock.call(() -> {
            Instant now = clock.instant();
            nodes.put(node, now);
            Instant last = now.minus(silence);
            List<MemoryTurn> orphans = turns.running()
                    .filter(turn -> !turn.isRunningOn(node))
                    .filter(turn ->
                            !nodes.getOrDefault(turn.node(), turn.createdAt()).isAfter(last))
                    .limit(limit)
                    .toList();
            orphans.forEach(turn -> turn.claim(node));
            return orphans.stream()
                    .map(turn -> new OrphanedTurn(turn.id(), turn.threadId(), new Caller(turn.userId())))
                    .toList();
        });
    }

    @Override
    public int sweep(Duration keep, int limit) {
        return lock.call(() -> {
            Instant now = clock.instant();
            nodes.values().removeIf(beat -> beat.isBefore(now.minus(Duration.ofDays(1))));
            List<MemoryTurn> old = turns.endedUntil(now.minus(keep), limit);
            old.forEach(turns::delete);
            return old.size();
        });
    }
}
