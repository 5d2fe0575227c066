package ee.chatkit.store;

/** Which items a list contains. */
public enum ItemScope {
    /** All items, for the server's own use. */
    ALL,
    /** Items that clients may see, without hidden items, which make no page shorter. */
    VISIBLE
}
