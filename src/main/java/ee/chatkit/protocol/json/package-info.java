/**
 * JSON as it crosses the wire. The only room that spells field names. Knows {@code model}, {@code protocol} and JSON-P.
 *
 * <p>For the ChatKit protocol begin with {@link ee.chatkit.protocol.json.RequestReader},
 * {@link ee.chatkit.protocol.json.EventJson} and {@link ee.chatkit.protocol.json.ItemCodec}; for our own REST with
 * {@link ee.chatkit.protocol.json.ThreadJson} and {@link ee.chatkit.protocol.json.ItemJson}.
 */
@NullMarked
package ee.chatkit.protocol.json;

import org.jspecify.annotations.NullMarked;
