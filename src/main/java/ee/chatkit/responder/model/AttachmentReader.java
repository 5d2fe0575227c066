package ee.chatkit.responder.model;

import ee.chatkit.model.Caller;
import java.util.Optional;

/** Where a model's attached files come from. Safe for use by many threads. */
@FunctionalInterface
public interface AttachmentReader {
    /** Has nothing: every file is only named to the model. */
    AttachmentReader NONE = (caller, attachmentId, maxBytes) -> Optional.empty();

    /**
     * A file's bytes.
     *
     * @return empty when the caller has no such file, its bytes are not there, or there are more than {@code maxBytes}
     */
    Optional<byte[]> read(Caller caller, String attachmentId, int maxBytes);
}
