package ee.chatkit.protocol.item;

import ee.chatkit.protocol.Preconditions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * An item of a thread, typed. Its stored form is {@link ee.chatkit.model.ThreadItem}.
 *
 * @param id the id, unique within its thread; 1 to 255 characters
 * @param threadId the id of the thread
 * @param createdAt the creation time, truncated to microseconds
 * @param content the content, whose class determines the item type
 */
public record Item(String id, String threadId, Instant createdAt, ItemContent content) {
    public Item {
        Preconditions.requireId("item id", id);
        Preconditions.requireId("thread id", threadId);
        createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
        Objects.requireNonNull(content);
    }

    /** Returns whether the item is stored and never sent to clients. */
    public boolean hidden() {
        return content.hidden();
    }

    /** Returns a copy with this time of creation. */
    public Item withCreatedAt(Instant newCreatedAt) {
        return newCreatedAt.equals(createdAt) ? this : new Item(id, threadId, newCreatedAt, content);
    }

    /** Returns a copy with this content. */
    public Item withContent(ItemContent newContent) {
        return new Item(id, threadId, createdAt, newContent);
    }
}
