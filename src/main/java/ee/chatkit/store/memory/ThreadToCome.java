package ee.chatkit.store.memory;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Entry;
import ee.chatkit.model.Feedback;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.store.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A thread of an archive while it is written: what is there of it, and what is to be added. */
final class ThreadToCome {
    private final String userId;
    private final ChatThread thread;
    private final Map<String, ThreadItem> items = new HashMap<>();
    private final Map<String, Feedback> feedback = new HashMap<>();
    private final List<ThreadItem> newItems = new ArrayList<>();
    private final List<Feedback> newFeedback = new ArrayList<>();
    private boolean isThere;
    private @Nullable String lastThere;

    private ThreadToCome(Entry.OfThread given) {
        this.userId = given.userId();
        this.thread = given.thread();
    }

    static ThreadToCome fresh(Entry.OfThread given) {
        return new ThreadToCome(given);
    }

    static ThreadToCome there(Entry.OfThread given, MemoryThread there) {
        var coming = new ThreadToCome(given);
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

    Outcome add(ThreadItem item) {
        ThreadItem there = items.get(item.id());
        if (there != null) {
            if (item.id().equals(lastThere)) {
                lastThere = null;
            }
            return there.equals(item) ? Outcome.ALREADY_THERE : Outcome.DIFFERENT;
        }
        if (lastThere != null) {
            return Outcome.GONE_ON;
        }
        items.put(item.id(), item);
        newItems.add(item);
        return Outcome.ADDED;
    }

    Outcome add(Feedback opinion) {
        ThreadItem item = items.get(opinion.itemId());
        if (item == null || item.hidden()) {
            return Outcome.NO_ITEM;
        }
        Feedback there = feedback.putIfAbsent(opinion.itemId(), opinion);
        if (there == null) {
            newFeedback.add(opinion);
            return Outcome.ADDED;
        }
        return there.kind() == opinion.kind() ? Outcome.ALREADY_THERE : Outcome.DIFFERENT;
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
