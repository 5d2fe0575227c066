package ee.chatkit.store;

/** The entry that an operation adds exists already, or an attachment that it links is in another thread. */
public final class ConflictException extends StoreException {
    private static final long serialVersionUID = 1L;

    private final ResourceType resourceType;
    private final String id;

    public ConflictException(ResourceType resourceType, String id) {
        this(resourceType, id, "already exists");
    }

    /** @param problem completes a sentence that begins with the type and the id of the resource */
    public ConflictException(ResourceType resourceType, String id, String problem) {
        super(resourceType.displayName() + " " + id + " " + problem);
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
