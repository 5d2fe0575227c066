package ee.chatkit.store;

import ee.chatkit.model.Attachment;
import ee.chatkit.model.Caller;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Attachments of all users, for the server's own use: resolves signed links to their owners, and sweeps. What is found here
 * must not be disclosed before it is known that the requester may see it.
 *
 * <p>Atomicity, JTA transactions, blocking and failures are as specified by {@link Store}.
 */
public interface AttachmentMaintenance {
    /** Finds an attachment of any user; empty when it does not exist. */
    Optional<OwnedAttachment> find(String attachmentId);

    /**
     * Deletes attachments that were created before a time and never sent in a thread, oldest first, with the bytes that the
     * store itself holds. May run on several nodes at the same time: each attachment is in one result only.
     *
     * @param limit the maximum number of attachments to delete
     * @return the deleted attachments; fewer than the limit when none is left
     */
    List<OwnedId> deleteUnsent(Instant createdBefore, int limit);

    /** An attachment with its owner. */
    record OwnedAttachment(Caller owner, Attachment attachment) {}

    /** The id of a deleted attachment with its owner. */
    record OwnedId(Caller owner, String attachmentId) {}
}
