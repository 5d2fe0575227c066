package ee.chatkit.store.memory;

import ee.chatkit.model.Attachment;
import ee.chatkit.model.Caller;
import ee.chatkit.store.AttachmentMaintenance;
import ee.chatkit.store.ConflictException;
import ee.chatkit.store.Deletions;
import ee.chatkit.store.ResourceType;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All attachments, listed by thread. Deleting one deletes its content. */
final class MemoryAttachments extends OwnedRecords<Attachment> implements AttachmentMaintenance {
    private final Map<String, Set<String>> byThread = new HashMap<>();
    private final StoreLock lock;
    private final MemoryBytes bytes;
    private final MemoryAuditLog auditLog;

    private final Consumer<String> requireNotHeld;

    /** @param requireNotHeld rejects the id of a thread that is under legal hold */
    MemoryAttachments(StoreLock lock, MemoryBytes bytes, MemoryAuditLog auditLog, Consumer<String> requireNotHeld) {
        super(ResourceType.ATTACHMENT);
        this.lock = lock;
        this.bytes = bytes;
        this.auditLog = auditLog;
        this.requireNotHeld = requireNotHeld;
    }

    /** Rejects a change by which the attachment would be in its thread no more. */
    void requireNotHeld(Attachment attachment, @Nullable String newThreadId) {
        String threadId = attachment.threadId();
        if (threadId != null && !threadId.equals(newThreadId)) {
            requireNotHeld.accept(threadId);
        }
    }

    /** Adds or replaces an attachment, whose thread must exist. */
    Attachment save(Caller caller, Attachment attachment, MemoryThreads threads) {
        String id = attachment.id();
        String threadId = attachment.threadId();
        if (threadId != null) {
            threads.load(caller, threadId);
        }
        if (findOwned(id) != null) {
            requireNotHeld(load(caller, id), threadId);
            unlink(load(caller, id));
        }
        replace(caller, id, attachment);
        if (threadId != null) {
            byThread.computeIfAbsent(threadId, absent -> new HashSet<>()).add(id);
        }
        return attachment;
    }

    /** Rejects attachments that are not the caller's or are in another thread than this, which may not exist yet. */
    void requireLinkable(Caller caller, String threadId, List<String> ids) {
        for (String id : ids) {
            String other = load(caller, id).threadId();
            if (other != null && !other.equals(threadId)) {
                throw new ConflictException(ResourceType.ATTACHMENT, id, "was sent in another thread");
            }
        }
    }

    void link(Caller caller, String threadId, List<String> ids, MemoryThreads threads) {
        ids.forEach(id -> save(caller, load(caller, id).withThreadId(threadId), threads));
    }

    boolean delete(Caller caller, String attachmentId) {
        Attachment found = find(caller, attachmentId);
        if (found == null) {
            return false;
        }
        requireNotHeld(found, null);
        remove(attachmentId);
        bytes.delete(attachmentId);
        unlink(found);
        return true;
    }

    /** Deletes the attachments of a thread, and returns how many they were. */
    int deleteOf(String threadId) {
        Set<String> ids = byThread.getOrDefault(threadId, Set.of());
        for (String id : ids) {
            remove(id);
            bytes.delete(id);
        }
        byThread.remove(threadId);
        return ids.size();
    }

    @Override
    public Optional<OwnedAttachment> find(String attachmentId) {
        return lock.call(() -> Optional.ofNullable(findOwned(attachmentId))
                .map(found -> new OwnedAttachment(new Caller(found.userId()), found.value())));
    }

    @Override
    public List<OwnedId> deleteUnsent(Instant createdBefore, int limit) {
        return lock.call(() -> {
            List<OwnedId> unsent = all().filter(found -> found.value().threadId() == null
                            && found.value().createdAt().isBefore(createdBefore))
                    .sorted(Comparator.comparing(found -> found.value().createdAt()))
                    .limit(limit)
                    .map(found -> new OwnedId(
                            new Caller(found.userId()), found.value().id()))
                    .toList();
            unsent.forEach(id -> delete(id.owner(), id.attachmentId()));
            if (!unsent.isEmpty()) {
                auditLog.record(Deletions.expired(unsent.size()));
            }
            return unsent;
        });
    }

    private void unlink(Attachment attachment) {
        String threadId = attachment.threadId();
        if (threadId != null) {
            byThread.computeIfPresent(threadId, (thread, ids) -> {
                ids.remove(attachment.id());
                return ids.isEmpty() ? null : ids;
            });
        }
    }
}
