/**
 * What happens to conversations in the course of time, by rules of the operator: the decision, without its transport. Stores find
 * and delete; they have no policy.
 */
@NullMarked
package ee.chatkit.governance;

import org.jspecify.annotations.NullMarked;
