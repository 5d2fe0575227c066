package ee.chatkit.store.memory;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Ids;
import ee.chatkit.model.Opportunity;
import ee.chatkit.model.OpportunityDetails;
import ee.chatkit.model.OpportunityStatus;
import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import ee.chatkit.store.Deletions;
import ee.chatkit.store.OpportunityStore;
import ee.chatkit.store.PageBudget;
import ee.chatkit.store.ResourceType;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** {@link OpportunityStore} in memory, and the active opportunity of each user. */
final class MemoryOpportunityStore extends OwnedRecords<Opportunity> implements OpportunityStore {
    private final ActivityIndex<Opportunity> byUser = new ActivityIndex<>();
    private final Map<String, String> active = new HashMap<>();
    private final StoreLock lock;
    private final MemoryThreads threads;
    private final MemoryLegalHolds holds;
    private final MemoryAuditLog auditLog;
    private final Clock clock;
    private final Ids ids;

    MemoryOpportunityStore(
            StoreLock lock,
            MemoryThreads threads,
            MemoryLegalHolds holds,
            MemoryAuditLog auditLog,
            Clock clock,
            Ids ids) {
        super(ResourceType.OPPORTUNITY);
        this.lock = lock;
        this.threads = threads;
        this.holds = holds;
        this.auditLog = auditLog;
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public String generateOpportunityId() {
        return ids.next(Ids.OPPORTUNITY);
    }

    @Override
    public Opportunity createOpportunity(Caller caller, String opportunityId, OpportunityDetails details) {
        Instant now = clock.instant();
        var created = new Opportunity(opportunityId, details, OpportunityStatus.ACTIVE, now, now);
        lock.run(() -> add(caller, created));
        return created;
    }

    @Override
    public Opportunity loadOpportunity(Caller caller, String opportunityId) {
        return lock.call(() -> load(caller, opportunityId));
    }

    @Override
    public Page<Opportunity> listOpportunities(Caller caller, PageRequest page) {
        return lock.call(() -> byUser.page(caller.userId(), page, this::keyOf, found -> true, PageBudget::length));
    }

    @Override
    public Opportunity updateOpportunity(Caller caller, String opportunityId, UnaryOperator<Opportunity> change) {
        return lock.update(
                () -> load(caller, opportunityId),
                before -> updated(before, change.apply(before)),
                (before, wanted) -> {
                    if (!load(caller, opportunityId).equals(before)) {
                        return null;
                    }
                    replace(caller, opportunityId, wanted);
                    byUser.put(caller.userId(), keyOf(wanted), wanted);
                    return wanted;
                });
    }

    @Override
    public boolean deleteOpportunity(Caller caller, String opportunityId) {
        return lock.call(() -> {
            Opportunity opportunity = find(caller, opportunityId);
            if (opportunity == null) {
                return false;
            }
            List<MemoryThread> deleted = List.copyOf(threads.in(opportunityId));
            holds.requireNotHeld(opportunityId);
            deleted.forEach(thread -> holds.requireNotHeld(thread.thread()));
            long sent = deleted.stream().mapToLong(threads::delete).sum();
            remove(opportunityId);
            byUser.remove(caller.userId(), keyOf(opportunity));
            active.remove(caller.userId(), opportunityId);
            auditLog.record(Deletions.opportunity(caller, opportunityId, deleted.size(), sent));
            return true;
        });
    }

    @Override
    public Opportunity activateOpportunity(Caller caller, String opportunityId) {
        return lock.call(() -> {
            Opportunity opportunity = load(caller, opportunityId);
            active.put(caller.userId(), opportunityId);
            return opportunity;
        });
    }

    @Override
    public boolean deactivateOpportunity(Caller caller) {
        return lock.call(() -> active.remove(caller.userId()) != null);
    }

    @Override
    public Optional<Opportunity> findActiveOpportunity(Caller caller) {
        return lock.call(() -> Optional.ofNullable(active.get(caller.userId())).map(id -> load(caller, id)));
    }

    void add(Caller caller, Opportunity opportunity) {
        insert(caller, opportunity.id(), opportunity);
        byUser.put(caller.userId(), keyOf(opportunity), opportunity);
    }

    /** The active opportunities' ids by user. */
    Map<String, String> active() {
        return active;
    }

    /** Links a new thread to the opportunity it names, or else to the active one, if any. */
    ChatThread link(Caller caller, ChatThread thread) {
        String named = thread.opportunityId();
        String linked = named == null
                ? active.get(caller.userId())
                : load(caller, named).id();
        return linked == null ? thread : thread.withOpportunityId(linked);
    }

    private Opportunity updated(Opportunity before, Opportunity wanted) {
        Instant now = clock.instant();
        return before.withDetails(wanted.details())
                .withStatus(wanted.status())
                .withRetentionDays(wanted.retentionDays())
                .withUpdatedAt(now.isAfter(before.updatedAt()) ? now : before.updatedAt());
    }

    private @Nullable ActivityKey keyOf(String opportunityId) {
        OwnedRecord<Opportunity> found = findOwned(opportunityId);
        return found == null ? null : keyOf(found.value());
    }

    private static ActivityKey keyOf(Opportunity opportunity) {
        return ActivityKey.at(opportunity.createdAt(), opportunity.id());
    }
}
