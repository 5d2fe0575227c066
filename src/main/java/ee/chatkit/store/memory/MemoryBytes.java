package ee.chatkit.store.memory;

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

/** The bytes of all attachments, up to a total. Guarded by its store's lock. */
final class MemoryBytes {
    private final long capacity;
    private final Map<String, Block> complete = new HashMap<>();
    private final Set<Block> unfinished = new HashSet<>();
    private long used;

    MemoryBytes(long capacity) {
        this.capacity = capacity;
    }

    /** The bytes of one upload, in pieces. Identity makes it what it is. */
    static final class Block {
        private final String attachmentId;
        private final Instant begunAt;
        private final List<byte[]> pieces = new ArrayList<>();
        private long length;

        private Block(String attachmentId, Instant begunAt) {
            this.attachmentId = attachmentId;
            this.begunAt = begunAt;
        }

        long length() {
            return length;
        }

        /** Only of complete ones, which do not change any more. */
        List<byte[]> pieces() {
            return pieces;
        }
    }

    Block begin(String attachmentId, Instant now) {
        if (complete.containsKey(attachmentId)) {
            throw new ConflictException(ResourceType.CONTENT, attachmentId);
        }
        var block = new Block(attachmentId, now);
        unfinished.add(block);
        return block;
    }

    void add(Block block, byte[] bytes, int offset, int length) {
        requireUnfinished(block);
        if (used + length > capacity) {
            throw new UnavailableException("the memory for attachments is full");
        }
        block.pieces.add(Arrays.copyOfRange(bytes, offset, offset + length));
        block.length += length;
        used += length;
    }

    void complete(Block block) {
        requireUnfinished(block);
        if (complete.putIfAbsent(block.attachmentId, block) != null) {
            throw new ConflictException(ResourceType.CONTENT, block.attachmentId);
        }
        unfinished.remove(block);
    }

    /** Drops an upload that was not completed. */
    void drop(Block block) {
        if (unfinished.remove(block)) {
            used -= block.length;
        }
    }

    @Nullable
    Block find(String attachmentId) {
        return complete.get(attachmentId);
    }

    /** Drops all bytes of an attachment; answers whether there were complete ones. */
    boolean forget(String attachmentId) {
        unfinished.stream()
                .filter(block -> block.attachmentId.equals(attachmentId))
                .toList()
                .forEach(this::drop);
        Block block = complete.remove(attachmentId);
        if (block == null) {
            return false;
        }
        used -= block.length;
        return true;
    }

    int sweep(Instant begunBefore, int limit) {
        List<Block> old = unfinished.stream()
                .filter(block -> block.begunAt.isBefore(begunBefore))
                .limit(limit)
                .toList();
        old.forEach(this::drop);
        return old.size();
    }

    private void requireUnfinished(Block block) {
        if (!unfinished.contains(block)) {
            throw new NotFoundException(ResourceType.ATTACHMENT, block.attachmentId);
        }
    }
}
