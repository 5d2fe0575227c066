/** A responder for trying everything without a language model. */
@NullMarked
package ee.chatkit.responder.echo;

import org.jspecify.annotations.NullMarked;
