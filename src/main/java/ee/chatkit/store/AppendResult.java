package ee.chatkit.store;

/**
 * The result of appending an item.
 *
 * @param position the item's position in its thread: 1 for the first, one more for each item appended
 * @param untitled whether the thread has no title yet
 */
public record AppendResult(long position, boolean untitled) {}
