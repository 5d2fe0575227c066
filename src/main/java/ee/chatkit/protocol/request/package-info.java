/** Requests of clients. Start with {@link ee.chatkit.protocol.request.ChatKitRequest}. */
@NullMarked
package ee.chatkit.protocol.request;

import org.jspecify.annotations.NullMarked;
