/**
 * The service provider interface: what an application may implement. Start with {@link ee.chatkit.responder.Responder}.
 * Knows {@code model} and the values of the protocol, not their JSON.
 */
@NullMarked
package ee.chatkit.responder;

import org.jspecify.annotations.NullMarked;
