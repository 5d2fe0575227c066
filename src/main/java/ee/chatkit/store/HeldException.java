package ee.chatkit.store;

import org.jspecify.annotations.Nullable;

/** A legal hold forbids the deletion. */
public final class HeldException extends StoreException {
    private static final long serialVersionUID = 1L;

    private final String holdId;

    /** @param holdId the id of the hold, or of one of them */
    public HeldException(ResourceType resourceType, String id, String holdId) {
        super(resourceType.displayName() + " " + id + " is under legal hold " + holdId);
        this.holdId = holdId;
    }

    /** @param message names what is held and the hold, as the other constructor does */
    public HeldException(String message, String holdId, @Nullable Throwable cause) {
        super(message, cause);
        this.holdId = holdId;
    }

    /** The id of the hold, or of one of them. */
    public String holdId() {
        return holdId;
    }
}
