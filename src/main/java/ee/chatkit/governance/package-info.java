/** Policies about what is kept and recorded, and the jobs that carry them out. The stores keep and record, and decide nothing. */
@NullMarked
package ee.chatkit.governance;

import org.jspecify.annotations.NullMarked;
