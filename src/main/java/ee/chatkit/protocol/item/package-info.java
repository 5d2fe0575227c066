/** Items of a thread, typed. Start with {@link ee.chatkit.protocol.item.Item}. */
@NullMarked
package ee.chatkit.protocol.item;

import org.jspecify.annotations.NullMarked;
