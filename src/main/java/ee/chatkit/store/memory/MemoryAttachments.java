package ee.chatkit.store.memory;

import ee.chatkit.model.Attachment;
import ee.chatkit.model.Caller;
import ee.chatkit.store.Kind;
import ee.chatkit.store.NotFoundException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** All attachments, and those of each thread. Guarded by its store's lock. */
final class MemoryAttachments {
    private final Map<String, Owned<Attachment>> attachments = new HashMap<>();
    private final Map<String, Set<String>> byThread = new HashMap<>();

    void save(Caller caller, Attachment attachment) {
        if (attachments.containsKey(attachment.id())) {
            leaveThread(load(caller, attachment.id()));
        }
        attachments.put(attachment.id(), new Owned<>(caller.userId(), attachment));
        String threadId = attachment.threadId();
        if (threadId != null) {
            byThread.computeIfAbsent(threadId, absent -> new HashSet<>()).add(attachment.id());
        }
    }

    Attachment load(Caller caller, String attachmentId) {
        Owned<Attachment> found = attachments.get(attachmentId);
        if (found == null || !found.by(caller)) {
            throw new NotFoundException(Kind.ATTACHMENT, attachmentId);
        }
        return found.value();
    }

    boolean delete(Caller caller, String attachmentId) {
        Owned<Attachment> found = attachments.get(attachmentId);
        if (found == null || !found.by(caller)) {
            return false;
        }
        attachments.remove(attachmentId);
        leaveThread(found.value());
        return true;
    }

    void deleteOf(String threadId) {
        Set<String> ids = byThread.remove(threadId);
        if (ids != null) {
            attachments.keySet().removeAll(ids);
        }
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
