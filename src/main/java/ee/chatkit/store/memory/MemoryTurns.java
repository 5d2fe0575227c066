package ee.chatkit.store.memory;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The turns of all threads. They are swept; beyond {@value #MAX_CHARACTERS} characters of events, those that ended first are
 * dropped. Guarded by the store's lock.
 */
final class MemoryTurns {
    static final int MAX_CHARACTERS = 32 * 1024 * 1024;

    private static final Comparator<MemoryTurn> BY_AGE =
            Comparator.comparing(MemoryTurn::createdAt).thenComparing(MemoryTurn::id);

    private final Map<String, MemoryTurn> turns = new HashMap<>();
    private final Map<String, Map<String, MemoryTurn>> byThread = new HashMap<>();
    private final Map<String, MemoryTurn> running = new HashMap<>();

    /** In the order of their ends. */
    private final Map<String, MemoryTurn> ended = new LinkedHashMap<>();

    private long characters;

    @Nullable
    MemoryTurn find(String id) {
        return turns.get(id);
    }

    void begin(MemoryTurn turn) {
        turns.put(turn.id(), turn);
        running.put(turn.id(), turn);
        byThread.computeIfAbsent(turn.threadId(), thread -> new HashMap<>()).put(turn.id(), turn);
    }

    /** All that run, in the order in which they began. */
    Stream<MemoryTurn> running() {
        return running.values().stream().sorted(BY_AGE);
    }

    /** Those of a thread that run, in the order in which they began. */
    Stream<MemoryTurn> running(String threadId) {
        return byThread.getOrDefault(threadId, Map.of()).values().stream()
                .filter(MemoryTurn::isRunning)
                .sorted(BY_AGE);
    }

    /** Runs a change of a turn that is running. */
    void change(MemoryTurn turn, Runnable change) {
        characters -= turn.characters();
        change.run();
        characters += turn.characters();
        if (!turn.isRunning() && running.remove(turn.id()) != null) {
            ended.put(turn.id(), turn);
        }
        while (characters > MAX_CHARACTERS && !ended.isEmpty()) {
            delete(ended.values().iterator().next());
        }
    }

    /** Those that ended at this time or before, in the order of their ends. */
    List<MemoryTurn> endedUntil(Instant time, int limit) {
        return ended.values().stream()
                .filter(turn -> !Objects.requireNonNull(turn.endedAt()).isAfter(time))
                .limit(limit)
                .toList();
    }

    /** Those of a user. */
    List<MemoryTurn> of(String userId) {
        return turns.values().stream()
                .filter(turn -> turn.userId().equals(userId))
                .toList();
    }

    void delete(MemoryTurn turn) {
        forget(turn);
        Map<String, MemoryTurn> siblings = byThread.get(turn.threadId());
        if (siblings != null) {
            siblings.remove(turn.id());
            if (siblings.isEmpty()) {
                byThread.remove(turn.threadId());
            }
        }
    }

    void deleteOf(String threadId) {
        Map<String, MemoryTurn> deleted = byThread.remove(threadId);
        if (deleted != null) {
            deleted.values().forEach(this::forget);
        }
    }

    private void forget(MemoryTurn turn) {
        turns.remove(turn.id());
        running.remove(turn.id());
        ended.remove(turn.id());
        characters -= turn.characters();
    }
}
