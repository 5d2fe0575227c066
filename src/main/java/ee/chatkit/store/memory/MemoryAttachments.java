package ee.chatkit.store.memory;

import ee.chatkit.model.Attachment;
import ee.chatkit.model.Caller;
import ee.chatkit.store.AttachmentMaintenance.OwnedAttachment;
import ee.chatkit.store.AttachmentMaintenance.OwnedId;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.ResourceType;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All attachments, those of each thread, and with them their bytes. Guarded by its store's lock. */
final class MemoryAttachments {
    private final Map<String, OwnedRecord<Attachment>> attachments = new HashMap<>();
    private final Map<String, Set<String>> byThread = new HashMap<>();
    private final MemoryBytes bytes;

    MemoryAttachments(MemoryBytes bytes) {
        this.bytes = bytes;
    }

    /** Adds or replaces; its thread must be there. */
    Attachment save(Caller caller, Attachment attachment, MemoryThreads threads) {
        String threadId = attachment.threadId();
        if (threadId != null) {
            threads.load(caller, threadId);
        }
        if (attachments.containsKey(attachment.id())) {
            leaveThread(load(caller, attachment.id()));
        }
        attachments.put(attachment.id(), new OwnedRecord<>(caller.userId(), attachment));
        if (threadId != null) {
            byThread.computeIfAbsent(threadId, absent -> new HashSet<>()).add(attachment.id());
        }
        return attachment;
    }

    Attachment load(Caller caller, String attachmentId) {
        Attachment found = find(caller, attachmentId);
        if (found == null) {
            throw new NotFoundException(ResourceType.ATTACHMENT, attachmentId);
        }
        return found;
    }

    @Nullable
    Attachment find(Caller caller, String attachmentId) {
        OwnedRecord<Attachment> found = attachments.get(attachmentId);
        return found != null && found.by(caller) ? found.value() : null;
    }

    Optional<OwnedAttachment> find(String attachmentId) {
        return Optional.ofNullable(attachments.get(attachmentId))
                .map(found -> new OwnedAttachment(new Caller(found.userId()), found.value()));
    }

    @Nullable
    OwnedRecord<Attachment> owned(String attachmentId) {
        return attachments.get(attachmentId);
    }

    /** Of all users, in no order. */
    Stream<OwnedRecord<Attachment>> all() {
        return attachments.values().stream();
    }

    boolean delete(Caller caller, String attachmentId) {
        Attachment found = find(caller, attachmentId);
        if (found == null) {
            return false;
        }
        attachments.remove(attachmentId);
        bytes.forget(attachmentId);
        leaveThread(found);
        return true;
    }

    void deleteOf(String threadId) {
        Set<String> ids = byThread.remove(threadId);
        if (ids != null) {
            attachments.keySet().removeAll(ids);
            ids.forEach(bytes::forget);
        }
    }

    List<OwnedId> deleteUnsent(Instant createdBefore, int limit) {
        List<OwnedId> unsent = attachments.values().stream()
                .filter(ownedRecord -> ownedRecord.value().threadId() == null
                        && ownedRecord.value().createdAt().isBefore(createdBefore))
                .sorted(Comparator.comparing(ownedRecord -> ownedRecord.value().createdAt()))
                .limit(limit)
                .map(ownedRecord -> new OwnedId(
                        new Caller(ownedRecord.userId()), ownedRecord.value().id()))
                .toList();
        unsent.forEach(id -> delete(id.owner(), id.attachmentId()));
        return unsent;
    }

    private void leaveThread(Attachment attachment) {
        String threadId = attachment.threadId();
        if (threadId != null) {
            byThread.computeIfPresent(threadId, (thread, ids) -> {
                ids.remove(attachment.id());
                return ids.isEmpty() ? null : ids;
            });
        }
    }
}
