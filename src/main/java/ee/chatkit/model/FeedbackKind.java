package ee.chatkit.model;

/** The rating of an item. */
public enum FeedbackKind {
    /** Thumbs up. */
    POSITIVE,
    /** Thumbs down. */
    NEGATIVE
}
