package ee.chatkit.store.memory;

import ee.chatkit.model.Caller;
import ee.chatkit.model.Ids;
import ee.chatkit.model.Opportunity;
import ee.chatkit.model.OpportunityDetails;
import ee.chatkit.model.OpportunityStatus;
import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import ee.chatkit.store.OpportunityStore;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** {@link OpportunityStore} in memory, beside the threads and under the same lock. */
record MemoryOpportunityStore(
        StoreLock guard, MemoryOpportunities opportunities, MemoryThreads threads, Clock clock, Ids ids)
        implements OpportunityStore {
    @Override
    public String generateOpportunityId() {
        return ids.next(Ids.OPPORTUNITY);
    }

    @Override
    public Opportunity createOpportunity(Caller caller, String opportunityId, OpportunityDetails details) {
        Instant now = clock.instant();
        var created = new Opportunity(opportunityId, details, OpportunityStatus.ACTIVE, now, now);
        return guard.call(() -> opportunities.add(caller, created));
    }

    @Override
    public Opportunity loadOpportunity(Caller caller, String opportunityId) {
        return guard.call(() -> opportunities.load(caller, opportunityId));
    }

    @Override
    public Page<Opportunity> listOpportunities(Caller caller, PageRequest page) {
        return guard.call(() -> opportunities.page(caller, page));
    }

    @Override
    public Opportunity updateOpportunity(Caller caller, String opportunityId, UnaryOperator<Opportunity> change) {
        return guard.change(
                () -> opportunities.load(caller, opportunityId),
                before -> changed(before, change.apply(before)),
                (before, wanted) -> {
                    boolean same = opportunities.load(caller, opportunityId).equals(before);
                    return same ? opportunities.replace(caller, wanted) : null;
                });
    }

    @Override
    public Opportunity completeOpportunity(Caller caller, String opportunityId) {
        return updateOpportunity(
                caller, opportunityId, opportunity -> opportunity.withStatus(OpportunityStatus.COMPLETED));
    }

    @Override
    public boolean deleteOpportunity(Caller caller, String opportunityId) {
        return guard.call(() -> {
            Opportunity opportunity = opportunities.find(caller, opportunityId);
            if (opportunity != null) {
                threads.in(opportunityId).forEach(threads::remove);
                opportunities.remove(caller, opportunity);
            }
            return opportunity != null;
        });
    }

    @Override
    public Opportunity activateOpportunity(Caller caller, String opportunityId) {
        return guard.call(() -> opportunities.activate(caller, opportunityId));
    }

    @Override
    public boolean deactivateOpportunity(Caller caller) {
        return guard.call(() -> opportunities.deactivate(caller));
    }

    @Override
    public Optional<Opportunity> findActiveOpportunity(Caller caller) {
        return guard.call(() -> Optional.ofNullable(opportunities.findActive(caller)));
    }

    private Opportunity changed(Opportunity before, Opportunity wanted) {
        Instant now = clock.instant();
        return before.withDetails(wanted.details())
                .withStatus(wanted.status())
                .withUpdatedAt(now.isAfter(before.updatedAt()) ? now : before.updatedAt());
    }
}
