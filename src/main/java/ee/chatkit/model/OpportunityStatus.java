package ee.chatkit.model;

/** The progress of an opportunity. Independent of which opportunity a user has currently selected as active. */
public enum OpportunityStatus {
    /** In progress. */
    ACTIVE,
    /** Finished. */
    COMPLETED
}
