package ee.chatkit.model;

/** Thumb up or thumb down. */
public enum FeedbackKind {
    POSITIVE,
    NEGATIVE
}
