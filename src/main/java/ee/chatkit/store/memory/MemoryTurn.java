package ee.chatkit.store.memory;

import ee.chatkit.model.TurnRecord;
import ee.chatkit.model.TurnState;
import ee.chatkit.store.TurnChange;
import ee.chatkit.store.TurnEventPage;
import ee.chatkit.store.TurnJournal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A turn with its events. Guarded by the store's lock. */
final class MemoryTurn {
    private final String id;
    private final String threadId;
    private final String userId;
    private final Instant createdAt;

    /** The events of each write, by the number of the first. */
    private final NavigableMap<Long, List<String>> writes = new TreeMap<>();

    private UUID node;
    private TurnState state = TurnState.RUNNING;
    private boolean cancelRequested;
    private long lastNumber;
    private long characters;
    private @Nullable Instant endedAt;

    MemoryTurn(UUID node, TurnChange begin, Instant now) {
        this.id = begin.turnId();
        this.threadId = begin.threadId();
        this.userId = begin.caller().userId();
        this.node = node;
        this.createdAt = now;
    }

    String id() {
        return id;
    }

    String threadId() {
        return threadId;
    }

    String userId() {
        return userId;
    }

    UUID node() {
        return node;
    }

    Instant createdAt() {
        return createdAt;
    }

    /** When it ended; null while it runs. */
    @Nullable
    Instant endedAt() {
        return endedAt;
    }

    boolean isRunning() {
        return endedAt == null;
    }

    boolean isRunningOn(UUID other) {
        return isRunning() && node.equals(other);
    }

    boolean isCancelRequested() {
        return cancelRequested;
    }

    /** The length of all events. */
    long characters() {
        return characters;
    }

    TurnRecord toModel() {
        return new TurnRecord(id, threadId, state, createdAt, endedAt);
    }

    void claim(UUID other) {
        node = other;
    }

    void requestCancel() {
        cancelRequested |= isRunning();
    }

    /** Adds the events that follow those that are there, and the end. */
    void add(TurnChange change, Instant now) {
        int known = Math.toIntExact(Math.max(0, lastNumber + 1 - change.firstNumber()));
        if (change.firstNumber() <= lastNumber + 1 && known < change.events().size()) {
            List<String> added =
                    List.copyOf(change.events().subList(known, change.events().size()));
            writes.put(lastNumber + 1, added);
            lastNumber += added.size();
            characters += added.stream().mapToLong(String::length).sum();
        }
        if (change.state() != TurnState.RUNNING) {
            state = change.firstNumber() > lastNumber + 1 ? TurnState.INTERRUPTED : change.state();
            endedAt = now;
        }
    }

    TurnEventPage page(long after) {
        long begin = Math.max(0, after);
        List<String> events = new ArrayList<>();
        long total = 0;
        Long write = writes.floorKey(begin + 1);
        for (Map.Entry<Long, List<String>> entry :
                writes.tailMap(write == null ? begin : write, true).entrySet()) {
            if (total > TurnJournal.MAX_CHARACTERS || events.size() >= TurnJournal.MAX_EVENTS) {
                break;
            }
            List<String> all = entry.getValue();
            total += all.stream().mapToLong(String::length).sum();
            int known = Math.toIntExact(Math.min(all.size(), Math.max(0, begin + 1 - entry.getKey())));
            events.addAll(all.subList(known, all.size()));
        }
        return new TurnEventPage(toModel(), begin + 1, events, lastNumber > begin + events.size());
    }
}
