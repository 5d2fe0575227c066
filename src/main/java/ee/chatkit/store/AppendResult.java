package ee.chatkit.store;

import ee.chatkit.model.ChatThread;
import java.time.Instant;

/**
 * The result of appending an item.
 *
 * @param position the item's position in its thread: 1 for the first, one more for each item appended
 * @param createdAt the item's time of creation as stored, which may be later than the one given; see {@link
 *     Store#addItem}
 * @param thread the thread as stored with the item
 */
public record AppendResult(long position, Instant createdAt, ChatThread thread) {}
