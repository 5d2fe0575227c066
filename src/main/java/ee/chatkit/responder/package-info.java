/**
 * What an application may replace: begin with {@link ee.chatkit.responder.Responder}. Knows {@code model} and the
 * protocol's values, not their JSON.
 */
@NullMarked
package ee.chatkit.responder;

import org.jspecify.annotations.NullMarked;
