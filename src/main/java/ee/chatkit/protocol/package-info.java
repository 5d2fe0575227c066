/** The wire protocol as Java values. {@code item} is what a thread holds, {@code request} what a client asks, {@code event} what a turn streams, {@code json} spells all of it. Here stands what these share. */
@NullMarked
package ee.chatkit.protocol;

import org.jspecify.annotations.NullMarked;
