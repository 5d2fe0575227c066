package ee.chatkit.model;

import ee.chatkit.json.JsonText;
import java.time.Instant;
import java.util.Set;

/**
 * An entry of a thread at rest: an envelope around JSON that no store looks into, so that unknown types and fields
 * survive.
 *
 * @param id unique within its thread
 * @param type the item type, as on the wire
 * @param createdAt microseconds. Says nothing of the order: that is the one in which items were added
 * @param content a JSON object as text, without the members that the envelope has ({@link #ENVELOPE_MEMBERS})
 */
public record ThreadItem(String id, String threadId, String type, Instant createdAt, String content) {
    /** Names that belong to the envelope and so must not stand in the content. */
    public static final Set<String> ENVELOPE_MEMBERS = Set.of("id", "thread_id", "type", "created_at");

    /** Types of items that are stored and never shown to a client. */
    public static final Set<String> HIDDEN_TYPES = Set.of("hidden_context_item", "sdk_hidden_context");

    public ThreadItem {
        Identifiers.requireId("item id", id);
        Identifiers.requireId("thread id", threadId);
        Identifiers.requireId("item type", type);
        createdAt = Timestamps.truncateToMicros(createdAt);
    }

    /** Whether no client may see it. */
    public boolean hidden() {
        return HIDDEN_TYPES.contains(type);
    }

    public ThreadItem withContent(String newContent) {
        return new ThreadItem(id, threadId, type, createdAt, newContent);
    }

    /**
     * This item as every store keeps it.
     *
     * @throws IllegalArgumentException when the content cannot be stored
     */
    public ThreadItem storable() {
        String checked;
        try {
            checked = JsonText.storableObject(content, ENVELOPE_MEMBERS);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("content " + e.getMessage(), e);
        }
        return checked.equals(content) ? this : withContent(checked);
    }
}
