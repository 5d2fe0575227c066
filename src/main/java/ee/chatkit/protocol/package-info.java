/**
 * The ChatKit protocol as immutable Java values. This package has what its subpackages share; each of them depends on those
 * listed before it.
 *
 * <pre>
 *   item      items of a thread       start with Item
 *   request   requests of clients     start with ChatKitRequest
 *   event     events of a stream      start with ThreadStreamEvent
 *   json      JSON of all of them     start with RequestReader, EventJson, ItemCodec
 * </pre>
 *
 * <p>Constructors throw {@link java.lang.IllegalArgumentException} for values that cannot be stored or sent, and
 * {@link java.lang.NullPointerException} for nulls where no {@code @Nullable} stands. Texts may have any length; U+0000 in them is
 * replaced by U+FFFD, and unpaired surrogates are rejected. Collections are copied. Records named {@code Unknown} hold values
 * of types that this version does not know, as the JSON that they are.
 */
@NullMarked
package ee.chatkit.protocol;

import org.jspecify.annotations.NullMarked;
