package ee.chatkit.store;

/**
 * What adding an item told.
 *
 * @param position the item's place in its thread: 1 for the first, one more for each item added
 * @param untitled whether the thread has no title yet
 */
public record AppendResult(long position, boolean untitled) {}
