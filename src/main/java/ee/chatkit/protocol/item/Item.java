package ee.chatkit.protocol.item;

import ee.chatkit.protocol.Preconditions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/**
 * An entry of a thread, typed: what {@link ee.chatkit.model.ThreadItem} is at rest.
 *
 * @param id unique within its thread
 * @param createdAt microseconds
 */
public record Item(String id, String threadId, Instant createdAt, ItemContent content) {
    public Item {
        Preconditions.requireId("item id", id);
        Preconditions.requireId("thread id", threadId);
        createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
        Objects.requireNonNull(content);
    }

    /** Whether it is stored and never shown to a client. */
    public boolean hidden() {
        return content.hidden();
    }

    public Item withContent(ItemContent newContent) {
        return new Item(id, threadId, createdAt, newContent);
    }
}
