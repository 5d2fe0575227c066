package ee.chatkit.store.memory;

import ee.chatkit.model.ArchiveEntry;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Feedback;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.store.WriteOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A thread of an archive while it is written: what is there of it, and what is to be added. */
final class PendingThread {
    private final String userId;
    private final ChatThread thread;
    private final Map<String, ThreadItem> items = new HashMap<>();
    private final Map<String, Feedback> feedback = new HashMap<>();
    private final List<ThreadItem> newItems = new ArrayList<>();
    private final List<Feedback> newFeedback = new ArrayList<>();
    private boolean isThere;
    private @Nullable String lastThere;

    private PendingThread(ArchiveEntry.OwnedThread given) {
        this.userId = given.userId();
        this.thread = given.thread();
    }

    static PendingThread fresh(ArchiveEntry.OwnedThread given) {
        return new PendingThread(given);
    }

    static PendingThread there(ArchiveEntry.OwnedThread given, MemoryThread there) {
        var coming = new PendingThread(given);
        coming.isThere = true;
        for (ThreadItem item : there.items()) {
            coming.items.put(item.id(), item);
            coming.lastThere = item.id();
        }
        there.feedback().forEach(opinion -> coming.feedback.put(opinion.itemId(), opinion));
        return coming;
    }

    String userId() {
        return userId;
    }

    /** As the file has it. */
    ChatThread thread() {
        return thread;
    }

    WriteOutcome add(ThreadItem item) {
        ThreadItem there = items.get(item.id());
        if (there != null) {
            if (item.id().equals(lastThere)) {
                lastThere = null;
            }
            return there.equals(item) ? WriteOutcome.ALREADY_THERE : WriteOutcome.DIFFERENT;
        }
        if (lastThere != null) {
            return WriteOutcome.DIVERGED;
        }
        items.put(item.id(), item);
        newItems.add(item);
        return WriteOutcome.ADDED;
    }

    WriteOutcome add(Feedback opinion) {
        ThreadItem item = items.get(opinion.itemId());
        if (item == null || item.hidden()) {
            return WriteOutcome.NO_ITEM;
        }
        Feedback there = feedback.putIfAbsent(opinion.itemId(), opinion);
        if (there == null) {
            newFeedback.add(opinion);
            return WriteOutcome.ADDED;
        }
        return there.kind() == opinion.kind() ? WriteOutcome.ALREADY_THERE : WriteOutcome.DIFFERENT;
    }

    /** Whether what is to be added can be added to what is there now. */
    boolean fits(@Nullable MemoryThread there) {
        if (there == null) {
            return !isThere;
        }
        return isThere && there.userId().equals(userId) && newItems.stream().noneMatch(item -> there.has(item.id()));
    }

    void write(MemoryThreads threads) {
        var caller = new Caller(userId);
        if (!isThere) {
            threads.add(caller, thread);
        }
        MemoryThread written = threads.load(caller, thread.id());
        newItems.forEach(written::add);
        written.rate(newFeedback);
        if (!newItems.isEmpty()) {
            threads.active(written, thread.updatedAt());
        }
    }

    /** Everything so far is there now. */
    void written() {
        isThere = true;
        newItems.clear();
        newFeedback.clear();
    }
}
