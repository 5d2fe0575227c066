package ee.chatkit.store.memory;

import ee.chatkit.model.Caller;
import ee.chatkit.store.AttachmentContents;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.ResourceType;
import ee.chatkit.store.memory.MemoryBytes.Block;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** {@link AttachmentContents} in memory, beside the attachments and under the same lock. */
final class MemoryAttachmentContents implements AttachmentContents {
    private final StoreLock storeLock;
    private final MemoryAttachments attachments;
    private final MemoryBytes bytes;
    private final Clock clock;

    MemoryAttachmentContents(StoreLock storeLock, MemoryAttachments attachments, MemoryBytes bytes, Clock clock) {
        this.storeLock = storeLock;
        this.attachments = attachments;
        this.bytes = bytes;
        this.clock = clock;
    }

    @Override
    public Upload begin(Caller caller, String attachmentId) {
        return new MemoryUpload(storeLock.call(() -> {
            attachments.load(caller, attachmentId);
            return bytes.begin(attachmentId, clock.instant());
        }));
    }

    @Override
    public OptionalLong length(Caller caller, String attachmentId) {
        return storeLock.call(() -> {
            Block block = find(caller, attachmentId);
            return block == null ? OptionalLong.empty() : OptionalLong.of(block.length());
        });
    }

    @Override
    public InputStream open(Caller caller, String attachmentId) {
        List<byte[]> pieces = storeLock.call(() -> {
            Block block = find(caller, attachmentId);
            if (block == null) {
                throw new NotFoundException(ResourceType.CONTENT, attachmentId);
            }
            return block.pieces();
        });
        return new SequenceInputStream(Collections.enumeration(
                pieces.stream().map(ByteArrayInputStream::new).toList()));
    }

    @Override
    public boolean delete(Caller caller, String attachmentId) {
        return storeLock.call(() -> attachments.find(caller, attachmentId) != null && bytes.forget(attachmentId));
    }

    @Override
    public int sweep(Instant begunBefore, int limit) {
        return storeLock.call(() -> bytes.sweep(begunBefore, limit));
    }

    private @Nullable Block find(Caller caller, String attachmentId) {
        return attachments.find(caller, attachmentId) == null ? null : bytes.find(attachmentId);
    }

    private final class MemoryUpload implements Upload {
        private final Block block;

        private MemoryUpload(Block block) {
            this.block = block;
        }

        @Override
        public void write(byte[] added, int offset, int length) {
            storeLock.run(() -> bytes.add(block, added, offset, length));
        }

        @Override
        public void complete() {
            storeLock.run(() -> bytes.complete(block));
        }

        @Override
        public void close() {
            storeLock.run(() -> bytes.drop(block));
        }
    }
}
