package ee.chatkit.model;

import java.time.Instant;

/**
 * The feedback of a user on an item. An item has at most one; new feedback replaces it.
 *
 * @param threadId the id of the thread
 * @param itemId the id of the rated item
 * @param kind the rating
 * @param createdAt the time of the rating, truncated to microseconds; years 1 to 9999
 */
public record Feedback(String threadId, String itemId, FeedbackKind kind, Instant createdAt) {
    /** @throws IllegalArgumentException if the time is out of range */
    public Feedback {
        createdAt = Timestamps.truncateToMicros(createdAt);
    }
}
