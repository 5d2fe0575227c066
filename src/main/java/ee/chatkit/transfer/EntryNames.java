package ee.chatkit.transfer;

import ee.chatkit.model.ArchiveEntry;
import ee.chatkit.protocol.json.RecordType;
import org.jspecify.annotations.Nullable;

/** How entries are called in a file, and which ids they have there. */
final class EntryNames {
    private EntryNames() {}

    static RecordType recordType(ArchiveEntry archiveEntry) {
        return switch (archiveEntry) {
            case ArchiveEntry.OwnedOpportunity opportunity -> RecordType.OPPORTUNITY;
            case ArchiveEntry.ActiveSelection active -> RecordType.ACTIVE_OPPORTUNITY;
            case ArchiveEntry.OwnedThread thread -> RecordType.THREAD;
            case ArchiveEntry.StoredItem item -> RecordType.ITEM;
            case ArchiveEntry.ItemFeedback feedback -> RecordType.FEEDBACK;
            case ArchiveEntry.OwnedAttachment attachment -> RecordType.ATTACHMENT;
        };
    }

    static String id(ArchiveEntry archiveEntry) {
        return switch (archiveEntry) {
            case ArchiveEntry.OwnedOpportunity(String userId, var opportunity) -> opportunity.id();
            case ArchiveEntry.ActiveSelection(String userId, String opportunityId) -> opportunityId;
            case ArchiveEntry.OwnedThread(String userId, var thread) -> thread.id();
            case ArchiveEntry.StoredItem(var item) -> item.id();
            case ArchiveEntry.ItemFeedback(var feedback) -> feedback.itemId();
            case ArchiveEntry.OwnedAttachment(String userId, var attachment) -> attachment.id();
        };
    }

    /** The thread that it hangs on. */
    static @Nullable String threadId(ArchiveEntry archiveEntry) {
        return switch (archiveEntry) {
            case ArchiveEntry.StoredItem(var item) -> item.threadId();
            case ArchiveEntry.ItemFeedback(var feedback) -> feedback.threadId();
            case ArchiveEntry.OwnedAttachment(String userId, var attachment) -> attachment.threadId();
            case ArchiveEntry.OwnedOpportunity opportunity -> null;
            case ArchiveEntry.ActiveSelection active -> null;
            case ArchiveEntry.OwnedThread thread -> null;
        };
    }
}
