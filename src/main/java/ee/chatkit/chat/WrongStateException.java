package ee.chatkit.chat;

import ee.chatkit.store.ResourceType;

/**
 * Thrown if something that a request names exists, but is not of the type or in the state that the request needs.
 * Nothing was changed. The message may be shown to the client.
 */
public final class WrongStateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ResourceType resourceType;
    private final String id;

    /** @param problem completes a sentence that begins with the type and the id of the resource */
    public WrongStateException(ResourceType resourceType, String id, String problem) {
        super("the " + resourceType.displayName() + " " + id + " " + problem);
        this.resourceType = resourceType;
        this.id = id;
    }

    public ResourceType resourceType() {
        return resourceType;
    }

    public String id() {
        return id;
    }
}
