/** What an application may replace. Knows {@code model} only. */
@NullMarked
package ee.chatkit.responder;

import org.jspecify.annotations.NullMarked;
