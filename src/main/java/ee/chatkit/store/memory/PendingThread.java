package ee.chatkit.store.memory;

import ee.chatkit.model.ArchiveEntry;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Feedback;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.store.WriteOutcome;
import ee.chatkit.store.memory.OwnedRecords.OwnedRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A thread of an archive while it is written: its stored entries, and those to be added. */
final class PendingThread {
    private final String userId;
    private final ChatThread thread;
    private final Map<String, ThreadItem> items = new HashMap<>();
    private final Map<String, Feedback> feedback = new HashMap<>();
    private final List<ThreadItem> newItems = new ArrayList<>();
    private final List<Feedback> newFeedback = new ArrayList<>();
    private boolean isStored;
    private @Nullable String lastStored;

    /** A thread that is not stored. */
    PendingThread(ArchiveEntry.OwnedThread given) {
        this.userId = given.userId();
        this.thread = given.thread();
    }

    /** A stored thread. */
    PendingThread(ArchiveEntry.OwnedThread given, MemoryThread stored) {
        this(given);
        isStored = true;
        for (ThreadItem item : stored.items()) {
            items.put(item.id(), item);
            lastStored = item.id();
        }
        stored.feedback().forEach(entry -> feedback.put(entry.itemId(), entry));
    }

    String userId() {
        return userId;
    }

    /** As it was given. */
    ChatThread thread() {
        return thread;
    }

    WriteOutcome add(ThreadItem item) {
        ThreadItem stored = items.get(item.id());
        if (stored != null) {
            if (item.id().equals(lastStored)) {
                lastStored = null;
            }
            return stored.equals(item) ? WriteOutcome.ALREADY_THERE : WriteOutcome.DIFFERENT;
        }
        if (lastStored != null) {
            return WriteOutcome.DIVERGED;
        }
        items.put(item.id(), item);
        newItems.add(item);
        return WriteOutcome.ADDED;
    }

    WriteOutcome add(Feedback entry) {
        ThreadItem item = items.get(entry.itemId());
        if (item == null || item.hidden()) {
            return WriteOutcome.NO_ITEM;
        }
        Feedback stored = feedback.putIfAbsent(entry.itemId(), entry);
        if (stored == null) {
            newFeedback.add(entry);
            return WriteOutcome.ADDED;
        }
        return stored.kind() == entry.kind() ? WriteOutcome.ALREADY_THERE : WriteOutcome.DIFFERENT;
    }

    /** Whether the new entries can still be added to the thread as it is stored now. */
    boolean fits(@Nullable OwnedRecord<MemoryThread> stored) {
        if (stored == null) {
            return !isStored;
        }
        return isStored
                && stored.userId().equals(userId)
                && newItems.stream().noneMatch(item -> stored.value().has(item.id()));
    }

    void write(MemoryThreads threads) {
        var caller = new Caller(userId);
        if (!isStored) {
            threads.add(caller, thread);
        }
        MemoryThread written = threads.load(caller, thread.id());
        newItems.forEach(written::addFromArchive);
        written.saveFeedback(newFeedback);
        if (!newItems.isEmpty()) {
            Instant stored = written.thread().updatedAt();
            threads.touch(written, thread.updatedAt().isAfter(stored) ? thread.updatedAt() : stored);
        }
    }

    /** Called after the commit of all entries so far. */
    void markStored() {
        isStored = true;
        newItems.clear();
        newFeedback.clear();
    }
}
