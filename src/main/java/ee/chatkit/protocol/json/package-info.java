/** JSON as it crosses the wire. The only room that spells field names. Knows {@code model} and JSON-P. */
@NullMarked
package ee.chatkit.protocol.json;

import org.jspecify.annotations.NullMarked;
