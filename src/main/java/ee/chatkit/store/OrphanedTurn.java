package ee.chatkit.store;

import ee.chatkit.model.Caller;

/**
 * A running turn that was taken over from a node that is gone.
 *
 * @param turnId the turn
 * @param threadId its thread
 * @param caller its owner
 */
public record OrphanedTurn(String turnId, String threadId, Caller caller) {}
