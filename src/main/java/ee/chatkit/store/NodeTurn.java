package ee.chatkit.store;

/**
 * A turn that a node runs, as the journal knows it.
 *
 * @param turnId the turn
 * @param cancelRequested whether the node is to cancel it
 */
public record NodeTurn(String turnId, boolean cancelRequested) {}
