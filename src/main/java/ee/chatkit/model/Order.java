package ee.chatkit.model;

/** In which direction a page runs. */
public enum Order {
    /** Oldest first. */
    ASC,
    /** Newest first. */
    DESC
}
