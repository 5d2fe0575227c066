/** The turns that a node runs: written to the journal in the background, followed, cancelled, and taken over from dead nodes. */
@NullMarked
package ee.chatkit.journal;

import org.jspecify.annotations.NullMarked;
