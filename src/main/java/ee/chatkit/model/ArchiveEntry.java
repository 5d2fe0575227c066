package ee.chatkit.model;

import org.jspecify.annotations.Nullable;

/** One stored record together with its owner: the unit of export and import. */
public sealed interface ArchiveEntry {
    /**
     * An opportunity.
     *
     * @param userId the owner
     * @param opportunity the record
     */
    record OwnedOpportunity(String userId, Opportunity opportunity) implements ArchiveEntry {}

    /**
     * The active opportunity of a user.
     *
     * @param userId the user
     * @param opportunityId the id of the opportunity that is active
     */
    record ActiveSelection(String userId, String opportunityId) implements ArchiveEntry {}

    /**
     * A thread, without its items.
     *
     * @param userId the owner
     * @param thread the record
     */
    record OwnedThread(String userId, ChatThread thread) implements ArchiveEntry {}

    /**
     * An item. Its owner is that of its thread.
     *
     * @param item the record
     */
    record StoredItem(ThreadItem item) implements ArchiveEntry {}

    /**
     * The feedback on an item. Its owner is that of its thread.
     *
     * @param feedback the record
     */
    record ItemFeedback(Feedback feedback) implements ArchiveEntry {}

    /**
     * An attachment, without its contents.
     *
     * @param userId the owner
     * @param attachment the record
     */
    record OwnedAttachment(String userId, Attachment attachment) implements ArchiveEntry {}

    /**
     * A legal hold. It belongs to no user.
     *
     * @param hold the record
     */
    record PlacedHold(LegalHold hold) implements ArchiveEntry {}

    /** Returns the id of the record; for feedback that of the rated item, for a selection that of the opportunity. */
    default String id() {
        return switch (this) {
            case OwnedOpportunity owned -> owned.opportunity.id();
            case ActiveSelection selection -> selection.opportunityId;
            case OwnedThread owned -> owned.thread.id();
            case StoredItem stored -> stored.item.id();
            case ItemFeedback rated -> rated.feedback.itemId();
            case OwnedAttachment owned -> owned.attachment.id();
            case PlacedHold placed -> placed.hold.id();
        };
    }

    /** Returns the id of the thread that the record belongs to; null if it belongs to none or is a thread itself. */
    default @Nullable String threadId() {
        return switch (this) {
            case StoredItem stored -> stored.item.threadId();
            case ItemFeedback rated -> rated.feedback.threadId();
            case OwnedAttachment owned -> owned.attachment.threadId();
            case OwnedOpportunity owned -> null;
            case ActiveSelection selection -> null;
            case OwnedThread owned -> null;
            case PlacedHold placed -> null;
        };
    }
}
