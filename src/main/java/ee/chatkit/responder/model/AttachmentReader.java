package ee.chatkit.responder.model;

import ee.chatkit.model.Caller;
import java.util.Optional;

/** Reads the bytes of attachments for a model. Implementations are safe for use by multiple threads. */
@FunctionalInterface
public interface AttachmentReader {
    /** Reads nothing: attachments are only named in the prompt. */
    AttachmentReader NONE = (caller, attachmentId, maxBytes) -> Optional.empty();

    /**
     * Reads an attachment. May block.
     *
     * @param maxBytes the size limit
     * @return the bytes; empty if the caller has no such attachment, its bytes are not available, or there are more
     *     than {@code maxBytes}
     */
    Optional<byte[]> read(Caller caller, String attachmentId, int maxBytes);
}
