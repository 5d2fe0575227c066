package ee.chatkit.model;

import java.time.Instant;

/**
 * A piece of business that conversations belong to.
 *
 * @param createdAt microseconds
 * @param updatedAt when it last changed, microseconds
 */
public record Opportunity(
        String id, OpportunityDetails details, OpportunityStatus status, Instant createdAt, Instant updatedAt) {
    public Opportunity {
        Identifiers.requireId("opportunity id", id);
        createdAt = Timestamps.truncateToMicros(createdAt);
        updatedAt = Timestamps.truncateToMicros(updatedAt);
    }

    public Opportunity withDetails(OpportunityDetails newDetails) {
        return new Opportunity(id, newDetails, status, createdAt, updatedAt);
    }

    public Opportunity withStatus(OpportunityStatus newStatus) {
        return new Opportunity(id, details, newStatus, createdAt, updatedAt);
    }

    public Opportunity withUpdatedAt(Instant time) {
        return new Opportunity(id, details, status, createdAt, time);
    }
}
