package ee.chatkit.model;

import ee.chatkit.json.JsonText;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A conversation, without its items.
 *
 * @param id the id, unique among all threads; 1 to {@value Identifiers#MAX_LENGTH} characters
 * @param opportunityId the id of the opportunity in which the thread was created; null if none was active. It never changes
 *     after creation
 * @param title the title, of any length; null until one is set
 * @param status whether the thread accepts new turns
 * @param allowedImageDomains the domains from which clients may load images; null for no restriction. The list is copied
 * @param metadata a JSON object as text, for the application; checked by {@link #storable}
 * @param pinned whether the user keeps it at the top
 * @param archived whether the user has put it away
 * @param labels the user's labels, in their order; checked by {@link #storable}, see {@link ThreadLabels}. The list is copied
 * @param createdAt the creation time, truncated to microseconds; years 1 to 9999
 * @param updatedAt the time of the latest activity, that is when an item was last added or saved, not updated; truncated to
 *     microseconds, years 1 to 9999
 */
public record ChatThread(
        String id,
        @Nullable String opportunityId,
        @Nullable String title,
        ThreadStatus status,
        @Nullable List<String> allowedImageDomains,
        String metadata,
        boolean pinned,
        boolean archived,
        List<String> labels,
        Instant createdAt,
        Instant updatedAt) {

    /**
     * Checks the ids and times.
     *
     * @throws IllegalArgumentException if an id or a time is outside of its limits
     */
    public ChatThread {
        Identifiers.requireId("thread id", id);
        if (opportunityId != null) {
            Identifiers.requireId("opportunity id", opportunityId);
        }
        allowedImageDomains = allowedImageDomains == null ? null : List.copyOf(allowedImageDomains);
        labels = List.copyOf(labels);
        createdAt = Timestamps.truncateToMicros(createdAt);
        updatedAt = Timestamps.truncateToMicros(updatedAt);
    }

    /**
     * A thread that is not pinned, not archived, and has no labels.
     *
     * @throws IllegalArgumentException if an id or a time is outside of its limits
     */
    public ChatThread(
            String id,
            @Nullable String opportunityId,
            @Nullable String title,
            ThreadStatus status,
            @Nullable List<String> allowedImageDomains,
            String metadata,
            Instant createdAt,
            Instant updatedAt) {
        this(
                id,
                opportunityId,
                title,
                status,
                allowedImageDomains,
                metadata,
                false,
                false,
                List.of(),
                createdAt,
                updatedAt);
    }

    /**
     * Returns a new thread: active, untitled, without metadata, in the opportunity that is active when it is stored.
     *
     * @param id the id
     * @param now the time of its creation
     * @return the thread
     * @throws IllegalArgumentException if the id or the time is outside of its limits
     */
    public static ChatThread create(String id, Instant now) {
        return new ChatThread(id, null, null, ThreadStatus.ACTIVE, null, "{}", now, now);
    }

    /** Returns a copy with this opportunity; null for none. */
    public ChatThread withOpportunityId(@Nullable String newOpportunityId) {
        return new ChatThread(
                id,
                newOpportunityId,
                title,
                status,
                allowedImageDomains,
                metadata,
                pinned,
                archived,
                labels,
                createdAt,
                updatedAt);
    }

    /** Returns a copy with this title; null for none. */
    public ChatThread withTitle(@Nullable String newTitle) {
        return new ChatThread(
                id,
                opportunityId,
                newTitle,
                status,
                allowedImageDomains,
                metadata,
                pinned,
                archived,
                labels,
                createdAt,
                updatedAt);
    }

    /** Returns a copy with this status. */
    public ChatThread withStatus(ThreadStatus newStatus) {
        return new ChatThread(
                id,
                opportunityId,
                title,
                newStatus,
                allowedImageDomains,
                metadata,
                pinned,
                archived,
                labels,
                createdAt,
                updatedAt);
    }

    /** Returns a copy with these domains; null for no restriction. */
    public ChatThread withAllowedImageDomains(@Nullable List<String> domains) {
        return new ChatThread(
                id, opportunityId, title, status, domains, metadata, pinned, archived, labels, createdAt, updatedAt);
    }

    /** Returns a copy with this metadata, a JSON object as text. */
    public ChatThread withMetadata(String newMetadata) {
        return new ChatThread(
                id,
                opportunityId,
                title,
                status,
                allowedImageDomains,
                newMetadata,
                pinned,
                archived,
                labels,
                createdAt,
                updatedAt);
    }

    /** Returns a copy that is pinned or not. */
    public ChatThread withPinned(boolean isPinned) {
        return new ChatThread(
                id,
                opportunityId,
                title,
                status,
                allowedImageDomains,
                metadata,
                isPinned,
                archived,
                labels,
                createdAt,
                updatedAt);
    }

    /** Returns a copy that is archived or not. */
    public ChatThread withArchived(boolean isArchived) {
        return new ChatThread(
                id,
                opportunityId,
                title,
                status,
                allowedImageDomains,
                metadata,
                pinned,
                isArchived,
                labels,
                createdAt,
                updatedAt);
    }

    /** Returns a copy with these labels. */
    public ChatThread withLabels(List<String> newLabels) {
        return new ChatThread(
                id,
                opportunityId,
                title,
                status,
                allowedImageDomains,
                metadata,
                pinned,
                archived,
                newLabels,
                createdAt,
                updatedAt);
    }

    /** Returns a copy with the times of another thread. */
    public ChatThread withTimesOf(ChatThread other) {
        return new ChatThread(
                id,
                opportunityId,
                title,
                status,
                allowedImageDomains,
                metadata,
                pinned,
                archived,
                labels,
                other.createdAt,
                other.updatedAt);
    }

    /** Returns a copy with this time of the latest activity. */
    public ChatThread withUpdatedAt(Instant time) {
        return new ChatThread(
                id,
                opportunityId,
                title,
                status,
                allowedImageDomains,
                metadata,
                pinned,
                archived,
                labels,
                createdAt,
                time);
    }

    /** Returns a title in the form in which each store keeps it, with U+0000 and unpaired surrogates replaced by U+FFFD. */
    public static String storableTitle(String title) {
        return JsonText.storableText(title);
    }

    /**
     * Returns this thread in the form in which each store keeps it; see {@link JsonText}.
     *
     * @return the thread, with U+0000 and unpaired surrogates replaced by U+FFFD and the metadata on one line
     * @throws IllegalArgumentException if the metadata are not an acceptable JSON object, or a label is not acceptable
     */
    public ChatThread storable() {
        List<String> domains = allowedImageDomains == null
                ? null
                : allowedImageDomains.stream().map(JsonText::storableText).toList();
        return new ChatThread(
                id,
                opportunityId,
                title == null ? null : storableTitle(title),
                status,
                domains,
                Identifiers.requireJsonObject("metadata", metadata),
                pinned,
                archived,
                ThreadLabels.storable(labels),
                createdAt,
                updatedAt);
    }
}
