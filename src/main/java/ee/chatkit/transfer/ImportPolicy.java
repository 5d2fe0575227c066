package ee.chatkit.transfer;

import ee.chatkit.model.ArchiveEntry;
import ee.chatkit.model.Attachment;
import ee.chatkit.model.Caller;
import org.jspecify.annotations.Nullable;

/** What whoever imports may write. */
@FunctionalInterface
public interface ImportPolicy {
    /** Whatever a file has. */
    ImportPolicy UNRESTRICTED = (archiveEntry, contentLength) -> null;

    /**
     * Says why something must not be written.
     *
     * @param contentLength how many bytes the attachment comes with; null when there are none
     * @return null when it may be written
     */
    @Nullable
    String refusalReason(ArchiveEntry archiveEntry, @Nullable Long contentLength);

    /** What a user may have otherwise too: things of their own, no item that only servers write, files that are taken. */
    static ImportPolicy of(Caller caller, AttachmentPolicy attachmentPolicy) {
        return (archiveEntry, contentLength) -> switch (archiveEntry) {
            case ArchiveEntry.OwnedOpportunity(String userId, var opportunity) -> owned(caller, userId);
            case ArchiveEntry.ActiveSelection(String userId, String opportunityId) -> owned(caller, userId);
            case ArchiveEntry.OwnedThread(String userId, var thread) -> owned(caller, userId);
            case ArchiveEntry.StoredItem(var item) ->
                item.hidden() ? "items of this type are for the server to write" : null;
            case ArchiveEntry.ItemFeedback feedback -> null;
            case ArchiveEntry.OwnedAttachment(String userId, var attachment) -> {
                String refusal = owned(caller, userId);
                yield refusal == null ? attachmentPolicy.refusalReason(attachment, contentLength) : refusal;
            }
        };
    }

    private static @Nullable String owned(Caller caller, String userId) {
        return caller.userId().equals(userId) ? null : "it belongs to another user";
    }

    /** Says which files are taken. */
    interface AttachmentPolicy {
        /** Why a file is not taken; null when it is. */
        @Nullable
        String refusalReason(Attachment attachment, @Nullable Long contentLength);
    }
}
