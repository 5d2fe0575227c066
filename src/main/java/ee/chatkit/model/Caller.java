package ee.chatkit.model;

import org.jspecify.annotations.Nullable;

/**
 * The user on whose behalf an operation runs. Each store operation takes a caller, and neither returns nor changes records
 * of other users. Callers are equal if their user ids are: where a request comes from is told to the audit log only.
 *
 * @param userId the name of the authenticated principal; 1 to {@value Identifiers#MAX_LENGTH} characters, not blank, no
 *     control characters
 * @param origin where the request comes from, for the audit log: the address of the client; null inside of an application
 */
public record Caller(String userId, @Nullable String origin) {
    /** @throws IllegalArgumentException if the user id is outside of its limits */
    public Caller {
        Identifiers.requireId("user id", userId);
    }

    /**
     * Creates a caller whose requests come from inside of the application.
     *
     * @throws IllegalArgumentException if the user id is outside of its limits
     */
    public Caller(String userId) {
        this(userId, null);
    }

    /** This caller with the origin of a request, unless it has one. */
    public Caller from(@Nullable String address) {
        return origin == null && address != null ? new Caller(userId, address) : this;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Caller caller && userId.equals(caller.userId);
    }

    @Override
    public int hashCode() {
        return userId.hashCode();
    }
}
