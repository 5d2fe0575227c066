package ee.chatkit.transfer;

import ee.chatkit.model.ArchiveEntry;
import ee.chatkit.model.Attachment;
import ee.chatkit.model.Caller;
import ee.chatkit.model.Ids;
import org.jspecify.annotations.Nullable;

/** Decides which records an import may write. */
@FunctionalInterface
public interface ImportPolicy {
    /** Allows all records. */
    ImportPolicy UNRESTRICTED = (entry, contentLength) -> null;

    /**
     * Decides on one record.
     *
     * @param entry the record
     * @param contentLength the size of the attachment's contents in the file, in bytes; null if the file has none
     * @return the reason why the record must not be written; null if it may be
     */
    @Nullable
    String refusalReason(ArchiveEntry entry, @Nullable Long contentLength);

    /**
     * Returns the policy for an ordinary user, who may import what the API lets them create: records of their own,
     * usually with ids that other users cannot guess, no hidden items, and attachments that the server accepts.
     *
     * @param caller the user
     * @param guessableIds whether ids that others can guess are allowed
     * @param attachments decides on attachments
     * @return the policy
     */
    static ImportPolicy of(Caller caller, boolean guessableIds, AttachmentPolicy attachments) {
        return (entry, contentLength) -> switch (entry) {
            case ArchiveEntry.OwnedOpportunity(String userId, var opportunity) ->
                owned(caller, userId, guessableIds, opportunity.id());
            case ArchiveEntry.ActiveSelection(String userId, String opportunityId) -> owned(caller, userId);
            case ArchiveEntry.OwnedThread(String userId, var thread) ->
                owned(caller, userId, guessableIds, thread.id());
            case ArchiveEntry.StoredItem(var item) ->
                item.hidden() ? "items of this type are written by the server only" : null;
            case ArchiveEntry.ItemFeedback feedback -> null;
            case ArchiveEntry.OwnedAttachment(String userId, var attachment) -> {
                String refusal = owned(caller, userId, guessableIds, attachment.id());
                yield refusal == null ? attachments.refusalReason(attachment, contentLength) : refusal;
            }
            case ArchiveEntry.PlacedHold hold -> "legal holds are imported by administrators only";
        };
    }

    /** These ids are unique among all users: a caller must not find out which of them others use, nor take them. */
    private static @Nullable String owned(Caller caller, String userId, boolean guessableIds, String id) {
        String refusal = owned(caller, userId);
        return refusal == null && !guessableIds && !Ids.isUnguessable(id)
                ? "the id must contain a UUID, because other users must not be able to guess it; administrators may"
                        + " import it"
                : refusal;
    }

    private static @Nullable String owned(Caller caller, String userId) {
        return caller.userId().equals(userId) ? null : "the record belongs to another user";
    }

    /** Decides which attachments are accepted. */
    interface AttachmentPolicy {
        /**
         * Decides on one attachment.
         *
         * @param attachment the attachment
         * @param contentLength the size of its contents in the file, in bytes; null if the file has none
         * @return the reason why it is not accepted; null if it is
         */
        @Nullable
        String refusalReason(Attachment attachment, @Nullable Long contentLength);
    }
}
