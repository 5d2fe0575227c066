package ee.chatkit.store.memory;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Ids;
import ee.chatkit.model.LegalHold;
import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import ee.chatkit.store.ConflictException;
import ee.chatkit.store.HeldException;
import ee.chatkit.store.LegalHoldEntries;
import ee.chatkit.store.LegalHolds;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.PageBudget;
import ee.chatkit.store.ResourceType;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@link LegalHolds} in memory. Holds are few, so what is held is found by looking at all of them. */
final class MemoryLegalHolds implements LegalHolds {
    private static final String LIST = "";

    private final Map<String, LegalHold> holds = new HashMap<>();
    private final ActivityIndex<LegalHold> byTime = new ActivityIndex<>();
    private final StoreLock lock;
    private final MemoryAuditLog auditLog;
    private final Ids ids;
    private Predicate<String> hasThread = id -> false;
    private Predicate<String> hasOpportunity = id -> false;

    MemoryLegalHolds(StoreLock lock, MemoryAuditLog auditLog, Ids ids) {
        this.lock = lock;
        this.auditLog = auditLog;
        this.ids = ids;
    }

    /** Sets how it is known what there is, which itself needs to know the holds. */
    void setRecords(Predicate<String> threads, Predicate<String> opportunities) {
        this.hasThread = threads;
        this.hasOpportunity = opportunities;
    }

    @Override
    public String generateHoldId() {
        return ids.next(Ids.HOLD);
    }

    @Override
    public void place(Caller administrator, LegalHold hold) {
        lock.run(() -> {
            String threadId = hold.threadId();
            if (threadId != null && !hasThread.test(threadId)) {
                throw new NotFoundException(ResourceType.THREAD, threadId);
            }
            String opportunityId = hold.opportunityId();
            if (opportunityId != null && !hasOpportunity.test(opportunityId)) {
                throw new NotFoundException(ResourceType.OPPORTUNITY, opportunityId);
            }
            if (holds.containsKey(hold.id())) {
                throw new ConflictException(ResourceType.HOLD, hold.id());
            }
            add(hold);
            auditLog.record(LegalHoldEntries.placed(administrator, hold));
        });
    }

    @Override
    public LegalHold load(String holdId) {
        return lock.call(() -> {
            LegalHold hold = holds.get(holdId);
            if (hold == null) {
                throw new NotFoundException(ResourceType.HOLD, holdId);
            }
            return hold;
        });
    }

    @Override
    public Page<LegalHold> list(PageRequest page) {
        return lock.call(() -> byTime.page(LIST, page, this::keyOf, hold -> true, PageBudget::length));
    }

    @Override
    public boolean lift(Caller administrator, String holdId) {
        return lock.call(() -> {
            LegalHold hold = holds.remove(holdId);
            if (hold != null) {
                byTime.remove(LIST, keyOf(hold));
                auditLog.record(LegalHoldEntries.lifted(administrator, holdId));
            }
            return hold != null;
        });
    }

    /** All holds, by id. */
    List<LegalHold> all() {
        return holds.values().stream()
                .sorted(Comparator.comparing(LegalHold::id, ActivityKey.BY_CODE_POINT))
                .toList();
    }

    /** The hold with this id; null if there is none. */
    @Nullable
    LegalHold find(String id) {
        return holds.get(id);
    }

    /** Adds a hold, whose thread or opportunity exists. */
    void add(LegalHold hold) {
        holds.put(hold.id(), hold);
        byTime.put(LIST, keyOf(hold), hold);
    }

    /** @throws HeldException if the thread is held, by itself or with its opportunity */
    void requireNotHeld(ChatThread thread) {
        String hold = findOn(thread);
        if (hold != null) {
            throw new HeldException(ResourceType.THREAD, thread.id(), hold);
        }
    }

    /** The hold on a thread or its opportunity, of several the one with the least id; null if there is none. */
    @Nullable
    String findOn(ChatThread thread) {
        String opportunityId = thread.opportunityId();
        return find(hold -> thread.id().equals(hold.threadId())
                || (opportunityId != null && opportunityId.equals(hold.opportunityId())));
    }

    /** @throws HeldException if the opportunity is held by itself */
    void requireNotHeld(String opportunityId) {
        String found = find(hold -> opportunityId.equals(hold.opportunityId()));
        if (found != null) {
            throw new HeldException(ResourceType.OPPORTUNITY, opportunityId, found);
        }
    }

    private @Nullable String find(Predicate<LegalHold> isOn) {
        return holds.values().stream()
                .filter(isOn)
                .map(LegalHold::id)
                .min(ActivityKey.BY_CODE_POINT)
                .orElse(null);
    }

    private @Nullable ActivityKey keyOf(String holdId) {
        LegalHold hold = holds.get(holdId);
        return hold == null ? null : keyOf(hold);
    }

    private static ActivityKey keyOf(LegalHold hold) {
        return ActivityKey.at(hold.placedAt(), hold.id());
    }
}
