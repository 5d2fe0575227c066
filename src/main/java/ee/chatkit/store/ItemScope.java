package ee.chatkit.store;

/** Which items a list has. */
public enum ItemScope {
    /** Every item: for the server's own use. */
    ALL,
    /** Only what a client may see: no hidden types. Pages are full all the same. */
    VISIBLE
}
