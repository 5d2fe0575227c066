package ee.chatkit.chat;

import ee.chatkit.store.ResourceType;

/**
 * What a request names is there, but not in the state or of the kind that the request needs. Nothing was changed. The
 * message is fit for the client.
 */
public final class WrongStateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ResourceType resourceType;
    private final String id;

    /**
     * A refusal.
     *
     * @param problem completes a sentence that begins with the kind and the id
     */
    public WrongStateException(ResourceType resourceType, String id, String problem) {
        super("the " + resourceType.word() + " " + id + " " + problem);
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
