/**
 * JSON of the ChatKit protocol, of the REST interface and of exports. The only package that has the names of members. Depends
 * on {@code json}, {@code model}, {@code protocol} and JSON-P. Writers concatenate text, because that is several times faster
 * than building an object tree, and because stored JSON is embedded without being parsed.
 *
 * <p>For the ChatKit protocol start with {@link ee.chatkit.protocol.json.RequestReader},
 * {@link ee.chatkit.protocol.json.EventJson} and {@link ee.chatkit.protocol.json.ItemCodec}; for the REST interface with
 * {@link ee.chatkit.protocol.json.ThreadJson} and {@link ee.chatkit.protocol.json.ItemJson}.
 */
@NullMarked
package ee.chatkit.protocol.json;

import org.jspecify.annotations.NullMarked;
