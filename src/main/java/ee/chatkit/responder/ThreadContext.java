package ee.chatkit.responder;

import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.item.ItemContent;
import java.util.function.UnaryOperator;

/**
 * The thread of a turn, as its responder reads and changes it. Each call executes a statement, on the calling thread.
 */
public interface ThreadContext {
    /**
     * Returns the thread's items as they are now, including hidden ones and the message of the turn itself.
     *
     * <p>Client tool calls that wait for their output are left out: the web page that was to send it may be closed, and
     * models reject a history with a call that has no output. A page may therefore contain fewer items than requested
     * although more follow.
     *
     * @param page the limit, the order and the position to continue from
     * @return the items
     * @throws RuntimeException if the store fails
     */
    Page<Item> items(PageRequest page);

    /**
     * Creates an item of this thread, with a new id and the current time. Nothing is stored: send it as done.
     *
     * @param content the content, whose type determines the prefix of the id
     * @return the item
     */
    Item newItem(ItemContent content);

    /**
     * Changes the title, status, image domains or metadata of the thread, in a transaction of its own. The client is
     * informed with the next event. Changes of the thread that are made in other ways reach it with the next item that the
     * turn stores.
     *
     * @param change returns the changed thread. It may be called more than once, and must have no other effects
     * @return the thread as stored
     * @throws RuntimeException if the store fails, or the thread was deleted
     */
    ChatThread updateThread(UnaryOperator<ChatThread> change);
}
