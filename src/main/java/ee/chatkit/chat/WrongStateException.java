package ee.chatkit.chat;

import ee.chatkit.store.Kind;

/**
 * What a request names is there, but not in the state or of the kind that the request needs. Nothing was changed. The
 * message is fit for the client.
 */
public final class WrongStateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Kind kind;
    private final String id;

    /**
     * A refusal.
     *
     * @param problem completes a sentence that begins with the kind and the id
     */
    public WrongStateException(Kind kind, String id, String problem) {
        super("the " + kind.word() + " " + id + " " + problem);
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
