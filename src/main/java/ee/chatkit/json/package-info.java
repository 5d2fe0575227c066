/** Validation of JSON that is stored as text, in one pass and without a parser's object tree. Depends on the JDK only. */
@NullMarked
package ee.chatkit.json;

import org.jspecify.annotations.NullMarked;
