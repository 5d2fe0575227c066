/**
 * The wire protocol as Java values. Here stands what its rooms share; each of them knows those above it.
 *
 * <pre>
 *   item      what a thread holds     begin with Item
 *   request   what a client asks      begin with ChatKitRequest
 *   event     what a turn streams     begin with ThreadStreamEvent
 *   json      spells all of it        begin with RequestReader, EventJson, ItemCodec
 * </pre>
 */
@NullMarked
package ee.chatkit.protocol;

import org.jspecify.annotations.NullMarked;
