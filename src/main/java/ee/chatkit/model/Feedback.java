package ee.chatkit.model;

import java.time.Instant;

/**
 * What a user thought of an item: one opinion for each item, the latest.
 *
 * @param createdAt microseconds
 */
public record Feedback(String threadId, String itemId, FeedbackKind kind, Instant createdAt) {
    public Feedback {
        createdAt = Timestamps.truncateToMicros(createdAt);
    }
}
