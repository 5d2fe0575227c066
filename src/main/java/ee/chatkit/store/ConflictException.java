package ee.chatkit.store;

/** What an operation wanted to add is there already. */
public final class ConflictException extends StoreException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String id;

    public ConflictException(Kind kind, String id) {
        super("the " + kind.word() + " " + id + " is there already");
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
