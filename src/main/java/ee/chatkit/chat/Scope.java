package ee.chatkit.chat;

/** What a call acts on. */
public sealed interface Scope {
    Scope EVERYTHING = new Everything();

    /** All of the caller's threads; a new one belongs to the caller's active opportunity, if any. */
    record Everything() implements Scope {}

    /** The threads of one opportunity of the caller's; whatever belongs elsewhere is not found. */
    record Within(String opportunityId) implements Scope {}
}
