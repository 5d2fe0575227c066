package ee.chatkit.responder;

import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.item.ItemContent;
import java.util.function.UnaryOperator;

/** What a responder can ask of, and do with, the thread of its turn. Each call goes to the store. */
public interface ThreadContext {
    /**
     * The thread's items, hidden ones and the turn's own message included, read when this is called.
     *
     * <p>Left out are calls of client tools that wait for their output: the page that was to answer them may be gone, and
     * models refuse a history with a call that has no output. So a page may have fewer items than were asked for while
     * there are more.
     */
    Page<Item> items(PageRequest page);

    /** A new item of this thread, with an id and the time of now. Nothing is stored: send it as done. */
    Item newItem(ItemContent content);

    /**
     * Changes title, status, image domains or metadata of the thread, at once and atomically. Behind the next event the
     * client is told. The function may be called more than once.
     *
     * @return the thread as stored
     */
    ChatThread updateThread(UnaryOperator<ChatThread> change);
}
