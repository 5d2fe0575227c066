package ee.chatkit.store.memory;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import ee.chatkit.store.ConflictException;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.ResourceType;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All threads, and the lists they stand in; with a thread go its attachments. Guarded by its store's lock. */
final class MemoryThreads {
    private final Map<String, MemoryThread> threads = new HashMap<>();
    private final ActivityIndex<MemoryThread> byUser = new ActivityIndex<>();
    private final ActivityIndex<MemoryThread> byOpportunity = new ActivityIndex<>();
    private final MemoryAttachments attachments;

    MemoryThreads(MemoryAttachments attachments) {
        this.attachments = attachments;
    }

    boolean has(String threadId) {
        return threads.containsKey(threadId);
    }

    ChatThread add(Caller caller, ChatThread thread) {
        var added = new MemoryThread(caller.userId(), thread);
        if (threads.putIfAbsent(thread.id(), added) != null) {
            throw new ConflictException(ResourceType.THREAD, thread.id());
        }
        list(added);
        return thread;
    }

    MemoryThread load(Caller caller, String threadId) {
        MemoryThread thread = find(caller, threadId);
        if (thread == null) {
            throw new NotFoundException(ResourceType.THREAD, threadId);
        }
        return thread;
    }

    @Nullable
    MemoryThread find(Caller caller, String threadId) {
        MemoryThread thread = threads.get(threadId);
        return thread != null && thread.ownedBy(caller) ? thread : null;
    }

    Page<ChatThread> page(Caller caller, PageRequest request) {
        return threadsOf(byUser.page(caller.userId(), request, this::place));
    }

    Page<ChatThread> page(String opportunityId, PageRequest request) {
        return threadsOf(byOpportunity.page(opportunityId, request, this::place));
    }

    /** Of all users, in no order. */
    Stream<MemoryThread> all() {
        return threads.values().stream();
    }

    @Nullable
    MemoryThread find(String threadId) {
        return threads.get(threadId);
    }

    List<MemoryThread> in(String opportunityId) {
        return byOpportunity.all(opportunityId);
    }

    /** Moves a thread to its new place: activity never goes back in time, whatever the clock does. */
    void active(MemoryThread thread, Instant now) {
        if (now.isAfter(thread.thread().updatedAt())) {
            unlist(thread);
            thread.replaceThread(thread.thread().withUpdatedAt(now));
            list(thread);
        }
    }

    void remove(MemoryThread thread) {
        unlist(thread);
        threads.remove(thread.thread().id());
        attachments.deleteOf(thread.thread().id());
    }

    private void list(MemoryThread thread) {
        byUser.put(thread.userId(), thread.place(), thread);
        String opportunityId = thread.thread().opportunityId();
        if (opportunityId != null) {
            byOpportunity.put(opportunityId, thread.place(), thread);
        }
    }

    private void unlist(MemoryThread thread) {
        byUser.remove(thread.userId(), thread.place());
        String opportunityId = thread.thread().opportunityId();
        if (opportunityId != null) {
            byOpportunity.remove(opportunityId, thread.place());
        }
    }

    private @Nullable ActivityKey place(String threadId) {
        MemoryThread thread = threads.get(threadId);
        return thread == null ? null : thread.place();
    }

    private static Page<ChatThread> threadsOf(Page<MemoryThread> page) {
        return new Page<>(page.data().stream().map(MemoryThread::thread).toList(), page.after());
    }
}
