package ee.chatkit.model;

/** The order of the entries of a page. */
public enum SortOrder {
    /** Oldest first. */
    ASC,
    /** Newest first. */
    DESC
}
