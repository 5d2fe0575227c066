package ee.chatkit.store.memory;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.ThreadFilter;
import ee.chatkit.store.ClockSkew;
import ee.chatkit.store.PageBudget;
import ee.chatkit.store.ResourceType;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All threads, listed by user and by opportunity. Guarded by the store's lock. */
final class MemoryThreads extends OwnedRecords<MemoryThread> {
    private final ActivityIndex<MemoryThread> byUser = new ActivityIndex<>();
    private final ActivityIndex<MemoryThread> byOpportunity = new ActivityIndex<>();
    private final MemoryAttachments attachments;
    private final MemoryTurns turns;

    MemoryThreads(MemoryAttachments attachments, MemoryTurns turns) {
        super(ResourceType.THREAD);
        this.attachments = attachments;
        this.turns = turns;
    }

    ChatThread add(Caller caller, ChatThread thread) {
        var added = new MemoryThread(caller.userId(), thread);
        insert(caller, thread.id(), added);
        index(added);
        return thread;
    }

    Page<ChatThread> page(Caller caller, ThreadFilter filter, PageRequest request) {
        return threadsOf(byUser.page(caller.userId(), request, this::keyOf, matching(filter), MemoryThreads::length));
    }

    Page<ChatThread> page(String opportunityId, ThreadFilter filter, PageRequest request) {
        return threadsOf(
                byOpportunity.page(opportunityId, request, this::keyOf, matching(filter), MemoryThreads::length));
    }

    private static Predicate<MemoryThread> matching(ThreadFilter filter) {
        return found -> filter.matches(found.thread());
    }

    List<MemoryThread> of(Caller caller) {
        return byUser.all(caller.userId());
    }

    List<MemoryThread> in(String opportunityId) {
        return byOpportunity.all(opportunityId);
    }

    /**
     * Sets the time of the latest activity, and moves the thread in its lists. It never decreases, except that a time in the
     * future gives way to the present.
     */
    void touch(MemoryThread thread, Instant now) {
        Instant before = thread.thread().updatedAt();
        if (now.isAfter(before) || before.isAfter(now.plus(ClockSkew.MAX))) {
            unindex(thread);
            thread.replaceThread(thread.thread().withUpdatedAt(now));
            index(thread);
        }
    }

    /** Deletes a thread with its attachments and turns, and returns how many attachments it had. */
    int delete(MemoryThread thread) {
        unindex(thread);
        remove(thread.thread().id());
        turns.deleteOf(thread.thread().id());
        return attachments.deleteOf(thread.thread().id());
    }

    private void index(MemoryThread thread) {
        byUser.put(thread.userId(), thread.key(), thread);
        String opportunityId = thread.thread().opportunityId();
        if (opportunityId != null) {
            byOpportunity.put(opportunityId, thread.key(), thread);
        }
    }

    private void unindex(MemoryThread thread) {
        byUser.remove(thread.userId(), thread.key());
        String opportunityId = thread.thread().opportunityId();
        if (opportunityId != null) {
            byOpportunity.remove(opportunityId, thread.key());
        }
    }

    private @Nullable ActivityKey keyOf(String threadId) {
        OwnedRecord<MemoryThread> found = findOwned(threadId);
        return found == null ? null : found.value().key();
    }

    private static long length(MemoryThread thread) {
        return PageBudget.length(thread.thread());
    }

    private static Page<ChatThread> threadsOf(Page<MemoryThread> page) {
        return new Page<>(page.data().stream().map(MemoryThread::thread).toList(), page.after());
    }
}
