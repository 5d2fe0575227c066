package ee.chatkit.store;

import java.time.Instant;

/**
 * The result of appending an item.
 *
 * @param position the item's position in its thread: 1 for the first, one more for each item appended
 * @param untitled whether the thread has no title yet
 * @param createdAt the item's time of creation as stored, which may be later than the one given; see {@link
 *     Store#addItem(ee.chatkit.model.Caller, ee.chatkit.model.ThreadItem)}
 */
public record AppendResult(long position, boolean untitled, Instant createdAt) {}
