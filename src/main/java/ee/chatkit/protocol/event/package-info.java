/** Events of a stream. Start with {@link ee.chatkit.protocol.event.ThreadStreamEvent}. */
@NullMarked
package ee.chatkit.protocol.event;

import org.jspecify.annotations.NullMarked;
