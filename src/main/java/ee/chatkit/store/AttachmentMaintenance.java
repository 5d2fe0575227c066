package ee.chatkit.store;

import ee.chatkit.model.Attachment;
import ee.chatkit.model.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Attachments of all users, for the server's own use: to find out whom a signed link acts for, and to sweep. Nothing of
 * what is found here may be told to anybody before it is clear that they may know.
 *
 * <p>Atomicity and failure are as {@link Store} says.
 */
public interface AttachmentMaintenance {
    /** An attachment, whoever owns it. */
    Optional<OwnedAttachment> find(String attachmentId);

    /**
     * Deletes attachments that were created before a time and never sent in a thread, oldest first, with what the store
     * itself keeps of their bytes. May run on several nodes at the same time: each attachment is in one answer only.
     *
     * @param limit how many to delete at most
     * @return what was deleted; fewer than the limit when nothing is left
     */
    List<OwnedId> deleteUnsent(Instant createdBefore, int limit);

    /** An attachment with its owner. */
    record OwnedAttachment(Caller owner, Attachment attachment) {}

    /** What an attachment was called, and whose it was. */
    record OwnedId(Caller owner, String attachmentId) {}
}
