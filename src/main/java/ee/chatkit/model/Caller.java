package ee.chatkit.model;

/**
 * Who an operation acts for. Every store operation takes one and sees only what belongs to it.
 *
 * @param userId the name of the container's principal: 1 to {@value Names#MAX_LENGTH} characters
 */
public record Caller(String userId) {
    public Caller {
        Names.requireId("user id", userId);
    }
}
