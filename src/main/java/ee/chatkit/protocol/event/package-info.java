/** What a turn streams. Begin with {@link ee.chatkit.protocol.event.ThreadStreamEvent}. */
@NullMarked
package ee.chatkit.protocol.event;

import org.jspecify.annotations.NullMarked;
