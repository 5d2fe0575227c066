package ee.chatkit.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A business opportunity, which groups conversations.
 *
 * @param id the id, unique among all opportunities; 1 to {@value Identifiers#MAX_LENGTH} characters
 * @param details the descriptive texts
 * @param status whether it is completed
 * @param retentionDays after how many days without activity its threads are deleted, 1 to {@value #MAX_RETENTION_DAYS}; null for the
 *     period that the server has for all
 * @param createdAt the creation time, truncated to microseconds; years 1 to 9999
 * @param updatedAt the time of the last change, truncated to microseconds; years 1 to 9999
 */
public record Opportunity(
        String id,
        OpportunityDetails details,
        OpportunityStatus status,
        @Nullable Integer retentionDays,
        Instant createdAt,
        Instant updatedAt) {
    /** The maximum of {@link #retentionDays}: a hundred years. */
    public static final int MAX_RETENTION_DAYS = 36_500;

    /**
     * Checks the id, the days and the times.
     *
     * @throws IllegalArgumentException if one is outside of its limits
     */
    public Opportunity {
        Identifiers.requireId("opportunity id", id);
        if (retentionDays != null && (retentionDays < 1 || retentionDays > MAX_RETENTION_DAYS)) {
            throw new IllegalArgumentException("retention days must be 1 to " + MAX_RETENTION_DAYS);
        }
        createdAt = Timestamps.truncateToMicros(createdAt);
        updatedAt = Timestamps.truncateToMicros(updatedAt);
    }

    /**
     * An opportunity without a retention period of its own.
     *
     * @throws IllegalArgumentException if the id or a time is outside of its limits
     */
    public Opportunity(
            String id, OpportunityDetails details, OpportunityStatus status, Instant createdAt, Instant updatedAt) {
        this(id, details, status, null, createdAt, updatedAt);
    }

    /** Returns a copy with this retention period; null for that of all. */
    public Opportunity withRetentionDays(@Nullable Integer days) {
        return new Opportunity(id, details, status, days, createdAt, updatedAt);
    }

    /** Returns a copy with these details. */
    public Opportunity withDetails(OpportunityDetails newDetails) {
        return new Opportunity(id, newDetails, status, retentionDays, createdAt, updatedAt);
    }

    /** Returns a copy with this status. */
    public Opportunity withStatus(OpportunityStatus newStatus) {
        return new Opportunity(id, details, newStatus, retentionDays, createdAt, updatedAt);
    }

    /** Returns a copy with this time of the last change. */
    public Opportunity withUpdatedAt(Instant time) {
        return new Opportunity(id, details, status, retentionDays, createdAt, time);
    }
}
