package ee.chatkit.model;

import java.time.Instant;

/**
 * A business opportunity, which groups conversations.
 *
 * @param id the id, unique among all opportunities; 1 to {@value Identifiers#MAX_LENGTH} characters
 * @param details the descriptive texts
 * @param status whether it is completed
 * @param createdAt the creation time, truncated to microseconds; years 1 to 9999
 * @param updatedAt the time of the last change, truncated to microseconds; years 1 to 9999
 */
public record Opportunity(
        String id, OpportunityDetails details, OpportunityStatus status, Instant createdAt, Instant updatedAt) {
    /**
     * Checks the id and the times.
     *
     * @throws IllegalArgumentException if the id or a time is outside of its limits
     */
    public Opportunity {
        Identifiers.requireId("opportunity id", id);
        createdAt = Timestamps.truncateToMicros(createdAt);
        updatedAt = Timestamps.truncateToMicros(updatedAt);
    }

    /** Returns a copy with these details. */
    public Opportunity withDetails(OpportunityDetails newDetails) {
        return new Opportunity(id, newDetails, status, createdAt, updatedAt);
    }

    /** Returns a copy with this status. */
    public Opportunity withStatus(OpportunityStatus newStatus) {
        return new Opportunity(id, details, newStatus, createdAt, updatedAt);
    }

    /** Returns a copy with this time of the last change. */
    public Opportunity withUpdatedAt(Instant time) {
        return new Opportunity(id, details, status, createdAt, time);
    }
}
