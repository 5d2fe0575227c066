package ee.chatkit.model;

/** One thing that a store keeps, with whom it belongs to: what moves when conversations move from one store to another. */
public sealed interface Entry {
    /** An opportunity. */
    record OfOpportunity(String userId, Opportunity opportunity) implements Entry {}

    /** Which opportunity a user has active. */
    record OfActive(String userId, String opportunityId) implements Entry {}

    /** A thread, without its items. */
    record OfThread(String userId, ChatThread thread) implements Entry {}

    /** An item; it belongs to whom its thread belongs to. */
    record OfItem(ThreadItem item) implements Entry {}

    /** An opinion; it belongs to whom its thread belongs to. */
    record OfFeedback(Feedback feedback) implements Entry {}

    /** What is known of an attachment, without its bytes. */
    record OfAttachment(String userId, Attachment attachment) implements Entry {}
}
