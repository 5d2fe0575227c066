package ee.chatkit.store;

/** What an operation named does not exist, or belongs to somebody else: the two cannot be told apart. */
public final class NotFoundException extends StoreException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String id;

    public NotFoundException(Kind kind, String id) {
        super("no " + kind.word() + " " + id);
        this.kind = kind;
        this.id = id;
    }

    public Kind kind() {
        return kind;
    }

    public String id() {
        return id;
    }
}
