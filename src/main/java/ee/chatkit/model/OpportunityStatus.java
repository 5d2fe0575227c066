package ee.chatkit.model;

/** How far an opportunity has come. Not to be confused with which one a user has active. */
public enum OpportunityStatus {
    ACTIVE,
    COMPLETED
}
