/**
 * Limits on the use that callers make of a node and of the store: the decision, without its transport. What must hold across
 * nodes is counted by the store; the rest is counted by each node, in memory that is bounded.
 */
@NullMarked
package ee.chatkit.limits;

import org.jspecify.annotations.NullMarked;
