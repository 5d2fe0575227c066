package ee.chatkit.model;

/** In which direction a page runs. */
public enum SortOrder {
    /** Oldest first. */
    ASC,
    /** Newest first. */
    DESC
}
