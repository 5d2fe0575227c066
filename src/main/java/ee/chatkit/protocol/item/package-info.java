/** What a thread holds, typed. Begin with {@link ee.chatkit.protocol.item.Item}. */
@NullMarked
package ee.chatkit.protocol.item;

import org.jspecify.annotations.NullMarked;
