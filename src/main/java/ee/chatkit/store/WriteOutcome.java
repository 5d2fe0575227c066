package ee.chatkit.store;

/** The result of writing one {@link ee.chatkit.model.ArchiveEntry}. */
public enum WriteOutcome {
    /** The entry was added. */
    ADDED(""),
    /**
     * An equal entry exists: nothing was changed. The times of a thread's latest activity, of an opportunity's latest change
     * and of feedback are not compared, nor are the keys of attachments' links.
     */
    ALREADY_THERE(""),
    /** The id belongs to another user, or to something else; the reason does not tell which. */
    ID_TAKEN("id is already in use"),
    /** A different entry exists under the id. */
    DIFFERENT("a different entry exists under this id and is kept"),
    /** The opportunity that the entry refers to is not stored. */
    NO_OPPORTUNITY("opportunity not found"),
    /** The thread that the entry belongs to is not stored, or was rejected. */
    NO_THREAD("thread not found or rejected"),
    /** The item that the feedback refers to is not stored, or is hidden. */
    NO_ITEM("item not found or hidden"),
    /** The stored thread has diverged from the file: it has items that come after this one in the file. */
    DIVERGED("the stored thread has diverged: it continues without this item"),
    /** The user has another active opportunity. */
    ANOTHER_ACTIVE("another opportunity is active and stays active");

    private final String reason;

    WriteOutcome(String reason) {
        this.reason = reason;
    }

    /** Whether the entry was rejected: it is not stored. */
    public boolean isRefused() {
        return !reason.isEmpty();
    }

    /** Why the entry was rejected; empty when it was not. */
    public String reason() {
        return reason;
    }
}
