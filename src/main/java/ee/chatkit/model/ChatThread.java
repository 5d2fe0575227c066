package ee.chatkit.model;

import ee.chatkit.json.JsonText;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A conversation, without its items.
 *
 * @param opportunityId the opportunity it was begun in; null when none was active. Never changes after creation
 * @param title null until there is one
 * @param allowedImageDomains where images may come from; null when that is not limited
 * @param metadata a JSON object as text, for the application
 * @param createdAt microseconds
 * @param updatedAt its latest activity: when its newest item was added or saved. Microseconds
 */
public record ChatThread(
        String id,
        @Nullable String opportunityId,
        @Nullable String title,
        ThreadStatus status,
        @Nullable List<String> allowedImageDomains,
        String metadata,
        Instant createdAt,
        Instant updatedAt) {

    public ChatThread {
        Identifiers.requireId("thread id", id);
        if (opportunityId != null) {
            Identifiers.requireId("opportunity id", opportunityId);
        }
        allowedImageDomains = allowedImageDomains == null ? null : List.copyOf(allowedImageDomains);
        createdAt = Timestamps.truncateToMicros(createdAt);
        updatedAt = Timestamps.truncateToMicros(updatedAt);
    }

    /** A thread as it begins: active, empty, untitled, in whatever opportunity is active when it is stored. */
    public static ChatThread create(String id, Instant now) {
        return new ChatThread(id, null, null, ThreadStatus.ACTIVE, null, "{}", now, now);
    }

    public ChatThread withOpportunityId(@Nullable String newOpportunityId) {
        return new ChatThread(id, newOpportunityId, title, status, allowedImageDomains, metadata, createdAt, updatedAt);
    }

    public ChatThread withTitle(@Nullable String newTitle) {
        return new ChatThread(id, opportunityId, newTitle, status, allowedImageDomains, metadata, createdAt, updatedAt);
    }

    public ChatThread withStatus(ThreadStatus newStatus) {
        return new ChatThread(id, opportunityId, title, newStatus, allowedImageDomains, metadata, createdAt, updatedAt);
    }

    public ChatThread withAllowedImageDomains(@Nullable List<String> domains) {
        return new ChatThread(id, opportunityId, title, status, domains, metadata, createdAt, updatedAt);
    }

    public ChatThread withMetadata(String newMetadata) {
        return new ChatThread(id, opportunityId, title, status, allowedImageDomains, newMetadata, createdAt, updatedAt);
    }

    public ChatThread withUpdatedAt(Instant time) {
        return new ChatThread(id, opportunityId, title, status, allowedImageDomains, metadata, createdAt, time);
    }

    /**
     * This thread as every store keeps it.
     *
     * @throws IllegalArgumentException when a part cannot be stored
     */
    public ChatThread storable() {
        List<String> domains = allowedImageDomains == null
                ? null
                : allowedImageDomains.stream().map(JsonText::storableText).toList();
        return new ChatThread(
                id,
                opportunityId,
                title == null ? null : JsonText.storableText(title),
                status,
                domains,
                Identifiers.requireJsonObject("metadata", metadata),
                createdAt,
                updatedAt);
    }
}
