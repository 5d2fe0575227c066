package ee.chatkit.model;

/**
 * The user on whose behalf an operation runs. Each store operation takes a caller, and neither returns nor changes records
 * of other users.
 *
 * @param userId the name of the authenticated principal; 1 to {@value Identifiers#MAX_LENGTH} characters, not blank, no
 *     control characters
 */
public record Caller(String userId) {
    /** @throws IllegalArgumentException if the user id is outside of its limits */
    public Caller {
        Identifiers.requireId("user id", userId);
    }
}
