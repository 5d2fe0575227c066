/**
 * Policies about what is kept and recorded, and the jobs that carry them out. Stores find, delete and record; they have no policy.
 */
@NullMarked
package ee.chatkit.governance;

import org.jspecify.annotations.NullMarked;
