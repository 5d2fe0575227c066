/**
 * The engine: receives requests of the ChatKit protocol, stores their effects, calls the responder, and sends events.
 * Knows neither HTTP nor the database.
 *
 * <pre>
 *   ChatKitServer           entry point
 *     DocumentRequestHandler  requests that are answered by one document
 *     UserMessageHandler      turns that begin with a message
 *     ContinuationHandler     turns that continue from a stored item
 *     RunningTurn             one turn, after its input is stored
 *       EventRecorder           stores, then sends
 *       TurnInterrupter         interrupts the responder after a disconnect
 * </pre>
 */
@NullMarked
package ee.chatkit.chat;

import org.jspecify.annotations.NullMarked;
