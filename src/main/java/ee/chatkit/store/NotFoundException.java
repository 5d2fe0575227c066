package ee.chatkit.store;

/** The entry that an operation names does not exist, or belongs to another user; the two cannot be distinguished. */
public final class NotFoundException extends StoreException {
    private static final long serialVersionUID = 1L;

    private final ResourceType resourceType;
    private final String id;

    public NotFoundException(ResourceType resourceType, String id) {
        super(resourceType.displayName() + " " + id + " not found");
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
