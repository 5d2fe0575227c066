package ee.chatkit.model;

/** One thing that a store keeps, with whom it belongs to: what moves when conversations move from one store to another. */
public sealed interface ArchiveEntry {
    /** An opportunity. */
    record OwnedOpportunity(String userId, Opportunity opportunity) implements ArchiveEntry {}

    /** Which opportunity a user has active. */
    record ActiveSelection(String userId, String opportunityId) implements ArchiveEntry {}

    /** A thread, without its items. */
    record OwnedThread(String userId, ChatThread thread) implements ArchiveEntry {}

    /** An item; it belongs to whom its thread belongs to. */
    record StoredItem(ThreadItem item) implements ArchiveEntry {}

    /** An opinion; it belongs to whom its thread belongs to. */
    record ItemFeedback(Feedback feedback) implements ArchiveEntry {}

    /** What is known of an attachment, without its bytes. */
    record OwnedAttachment(String userId, Attachment attachment) implements ArchiveEntry {}
}
