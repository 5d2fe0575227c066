package ee.chatkit.store.memory;

import ee.chatkit.store.AllAttachments;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@link AllAttachments} in memory. */
record MemoryAllAttachments(Guard guard, MemoryAttachments attachments) implements AllAttachments {
    @Override
    public Optional<OwnedAttachment> find(String attachmentId) {
        return guard.call(() -> attachments.find(attachmentId));
    }

    @Override
    public List<OwnedId> deleteUnsent(Instant createdBefore, int limit) {
        return guard.call(() -> attachments.deleteUnsent(createdBefore, limit));
    }
}
