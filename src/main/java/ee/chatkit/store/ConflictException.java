package ee.chatkit.store;

/** The entry that an operation adds exists already. */
public final class ConflictException extends StoreException {
    private static final long serialVersionUID = 1L;

    private final ResourceType resourceType;
    private final String id;

    public ConflictException(ResourceType resourceType, String id) {
        super(resourceType.displayName() + " " + id + " already exists");
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
