package ee.chatkit.store.memory;

import ee.chatkit.store.AttachmentContents.Upload;
import ee.chatkit.store.ConflictException;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.ResourceType;
import ee.chatkit.store.UnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The contents of all attachments and the uploads in progress, up to a total size. Guarded by the store's lock. */
final class MemoryBytes {
    private final Map<String, MemoryUpload> complete = new HashMap<>();
    private final Set<MemoryUpload> unfinished = new HashSet<>();
    private final StoreLock lock;
    private final long capacity;
    private long used;

    /**
     * Creates an empty collection.
     *
     * @param capacity in bytes
     */
    MemoryBytes(StoreLock lock, long capacity) {
        this.lock = lock;
        this.capacity = capacity;
    }

    /** One upload; once it is complete, the content of its attachment, which does not change any more. */
    final class MemoryUpload implements Upload {
        private final String attachmentId;
        private final Instant begunAt;
        private final List<byte[]> chunks = new ArrayList<>();
        private long length;

        private MemoryUpload(String attachmentId, Instant begunAt) {
            this.attachmentId = attachmentId;
            this.begunAt = begunAt;
        }

        long length() {
            return length;
        }

        List<byte[]> chunks() {
            return chunks;
        }

        @Override
        public void write(byte[] bytes, int offset, int count) {
            lock.run(() -> {
                requireUnfinished();
                if (used + count > capacity) {
                    throw new UnavailableException("The memory for attachments is full (" + capacity + " bytes)");
                }
                chunks.add(Arrays.copyOfRange(bytes, offset, offset + count));
                length += count;
                used += count;
            });
        }

        @Override
        public void complete() {
            lock.run(() -> {
                requireUnfinished();
                if (complete.putIfAbsent(attachmentId, this) != null) {
                    throw new ConflictException(ResourceType.CONTENT, attachmentId);
                }
                unfinished.remove(this);
            });
        }

        @Override
        public void close() {
            lock.run(() -> {
                if (unfinished.remove(this)) {
                    used -= length;
                }
            });
        }

        private void requireUnfinished() {
            if (!unfinished.contains(this)) {
                throw new NotFoundException(ResourceType.ATTACHMENT, attachmentId);
            }
        }
    }

    Upload begin(String attachmentId, Instant now) {
        if (complete.containsKey(attachmentId)) {
            throw new ConflictException(ResourceType.CONTENT, attachmentId);
        }
        var upload = new MemoryUpload(attachmentId, now);
        unfinished.add(upload);
        return upload;
    }

    @Nullable
    MemoryUpload find(String attachmentId) {
        return complete.get(attachmentId);
    }

    /**
     * Deletes the content and the unfinished uploads of an attachment.
     *
     * @return whether there was content
     */
    boolean delete(String attachmentId) {
        unfinished.stream()
                .filter(upload -> upload.attachmentId.equals(attachmentId))
                .toList()
                .forEach(MemoryUpload::close);
        MemoryUpload content = complete.remove(attachmentId);
        if (content == null) {
            return false;
        }
        used -= content.length;
        return true;
    }

    int sweep(Instant begunBefore, int limit) {
        List<MemoryUpload> old = unfinished.stream()
                .filter(upload -> upload.begunAt.isBefore(begunBefore))
                .limit(limit)
                .toList();
        old.forEach(MemoryUpload::close);
        return old.size();
    }
}
