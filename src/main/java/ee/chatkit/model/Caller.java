package ee.chatkit.model;

/**
 * Who an operation acts for. Every store operation takes one and sees only what belongs to it.
 *
 * @param userId the name of the container's principal: 1 to {@value Identifiers#MAX_LENGTH} characters
 */
public record Caller(String userId) {
    public Caller {
        Identifiers.requireId("user id", userId);
    }
}
