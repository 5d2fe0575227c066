package ee.chatkit.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A turn as the journal knows it.
 *
 * @param id the id of the turn, with the prefix {@link Ids#TURN}
 * @param threadId the thread that it answers in
 * @param state whether it goes on
 * @param createdAt when it began, in microseconds
 * @param endedAt when it ended, in microseconds; null while it runs
 */
public record TurnRecord(
        String id,
        String threadId,
        TurnState state,
        Instant createdAt,
        @Nullable Instant endedAt) {
    public TurnRecord {
        createdAt = Timestamps.truncateToMicros(createdAt);
        endedAt = endedAt == null ? null : Timestamps.truncateToMicros(endedAt);
        if ((state == TurnState.RUNNING) != (endedAt == null)) {
            throw new IllegalArgumentException("a turn has an end time unless it is running");
        }
    }

    /** Whether it goes on. */
    public boolean isRunning() {
        return state == TurnState.RUNNING;
    }
}
