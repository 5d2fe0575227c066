package ee.chatkit.model;

import ee.chatkit.json.JsonText;
import java.time.Instant;
import java.util.Set;

/**
 * A stored item of a thread: an envelope around JSON text. Stores do not interpret the content, so unknown types and
 * members survive.
 *
 * @param id the id, unique within its thread; 1 to {@value Identifiers#MAX_LENGTH} characters
 * @param threadId the id of the thread
 * @param type the item type of the protocol; 1 to {@value Identifiers#MAX_LENGTH} characters
 * @param createdAt the creation time, truncated to microseconds; years 1 to 9999. It does not determine the order of items,
 *     which is the order in which they were appended; where needed it follows that order, see {@code Store.addItem}
 * @param content a JSON object as text, without {@link #ENVELOPE_MEMBERS}; checked by {@link #storable}
 */
public record ThreadItem(String id, String threadId, String type, Instant createdAt, String content) {
    /** The members of the envelope, which the content must not have. */
    public static final Set<String> ENVELOPE_MEMBERS = Set.of("id", "thread_id", "type", "created_at");

    /** The types of hidden items, which are stored and never sent to clients. */
    public static final Set<String> HIDDEN_TYPES = Set.of("hidden_context_item", "sdk_hidden_context");

    /**
     * Checks the ids, the type and the time.
     *
     * @throws IllegalArgumentException if one of them is outside of its limits
     */
    public ThreadItem {
        Identifiers.requireId("item id", id);
        Identifiers.requireId("thread id", threadId);
        Identifiers.requireId("item type", type);
        createdAt = Timestamps.truncateToMicros(createdAt);
    }

    /** Returns whether the item is never sent to clients. */
    public boolean hidden() {
        return HIDDEN_TYPES.contains(type);
    }

    /** Returns a copy with this content, a JSON object as text. */
    public ThreadItem withContent(String newContent) {
        return new ThreadItem(id, threadId, type, createdAt, newContent);
    }

    /** Returns a copy with this time of creation. */
    public ThreadItem withCreatedAt(Instant newCreatedAt) {
        return newCreatedAt.equals(createdAt) ? this : new ThreadItem(id, threadId, type, newCreatedAt, content);
    }

    /**
     * Returns this item in the form in which each store keeps it; see {@link JsonText}.
     *
     * @return the item, with the content on one line, and U+0000 and unpaired surrogates replaced by U+FFFD
     * @throws IllegalArgumentException if the content is not an acceptable JSON object or has a member of the envelope
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
