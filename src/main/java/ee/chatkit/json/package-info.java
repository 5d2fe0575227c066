/** JSON that is kept as text: validation in one pass, without a parser's objects. Depends on the JDK only. */
@NullMarked
package ee.chatkit.json;

import org.jspecify.annotations.NullMarked;
