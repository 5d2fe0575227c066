package ee.chatkit.chat;

/** What a call acts on. */
public sealed interface OpportunityScope {
    OpportunityScope EVERYTHING = new Unrestricted();

    /** All of the caller's threads; a new one belongs to the caller's active opportunity, if any. */
    record Unrestricted() implements OpportunityScope {}

    /** The threads of one opportunity of the caller's; whatever belongs elsewhere is not found. */
    record Within(String opportunityId) implements OpportunityScope {}
}
