package ee.chatkit.store.memory;

import ee.chatkit.model.Attachment;
import ee.chatkit.model.Caller;
import ee.chatkit.store.AttachmentContents;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.ResourceType;
import ee.chatkit.store.memory.MemoryBytes.MemoryUpload;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** {@link AttachmentContents} in memory: checks the owner, and leaves the bytes to {@link MemoryBytes}. */
record MemoryAttachmentContents(StoreLock lock, MemoryAttachments attachments, MemoryBytes bytes, Clock clock)
        implements AttachmentContents {
    @Override
    public Upload begin(Caller caller, String attachmentId) {
        return lock.call(() -> {
            attachments.load(caller, attachmentId);
            return bytes.begin(attachmentId, clock.instant());
        });
    }

    @Override
    public OptionalLong length(Caller caller, String attachmentId) {
        return find(caller, attachmentId)
                .map(content -> OptionalLong.of(content.length()))
                .orElse(OptionalLong.empty());
    }

    @Override
    public InputStream open(Caller caller, String attachmentId) {
        List<byte[]> chunks = find(caller, attachmentId)
                .orElseThrow(() -> new NotFoundException(ResourceType.CONTENT, attachmentId))
                .chunks();
        return new SequenceInputStream(Collections.enumeration(
                chunks.stream().map(ByteArrayInputStream::new).toList()));
    }

    @Override
    public boolean delete(Caller caller, String attachmentId) {
        return lock.call(() -> {
            Attachment attachment = attachments.find(caller, attachmentId);
            if (attachment != null && bytes.find(attachmentId) != null) {
                attachments.requireNotHeld(attachment, null);
            }
            return attachment != null && bytes.delete(attachmentId);
        });
    }

    @Override
    public int sweep(Instant begunBefore, int limit) {
        return lock.call(() -> bytes.sweep(begunBefore, limit));
    }

    /** Complete content does not change, so it can be read without the lock. */
    private Optional<MemoryUpload> find(Caller caller, String attachmentId) {
        return lock.call(() ->
                Optional.ofNullable(attachments.find(caller, attachmentId)).map(found -> bytes.find(attachmentId)));
    }
}
