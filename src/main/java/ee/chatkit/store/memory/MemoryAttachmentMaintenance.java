package ee.chatkit.store.memory;

import ee.chatkit.store.AttachmentMaintenance;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@link AttachmentMaintenance} in memory. */
record MemoryAttachmentMaintenance(StoreLock guard, MemoryAttachments attachments) implements AttachmentMaintenance {
    @Override
    public Optional<OwnedAttachment> find(String attachmentId) {
        return guard.call(() -> attachments.find(attachmentId));
    }

    @Override
    public List<OwnedId> deleteUnsent(Instant createdBefore, int limit) {
        return guard.call(() -> attachments.deleteUnsent(createdBefore, limit));
    }
}
