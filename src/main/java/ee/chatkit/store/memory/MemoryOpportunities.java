package ee.chatkit.store.memory;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Opportunity;
import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import ee.chatkit.store.ConflictException;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.ResourceType;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All opportunities, and who has which one active. Guarded by its store's lock. */
final class MemoryOpportunities {
    private final Map<String, OwnedRecord<Opportunity>> opportunities = new HashMap<>();
    private final ActivityIndex<Opportunity> byUser = new ActivityIndex<>();
    private final Map<String, String> active = new HashMap<>();

    Opportunity add(Caller caller, Opportunity opportunity) {
        var added = new OwnedRecord<>(caller.userId(), opportunity);
        if (opportunities.putIfAbsent(opportunity.id(), added) != null) {
            throw new ConflictException(ResourceType.OPPORTUNITY, opportunity.id());
        }
        byUser.put(caller.userId(), placeOf(opportunity), opportunity);
        return opportunity;
    }

    @Nullable
    Opportunity find(Caller caller, String opportunityId) {
        OwnedRecord<Opportunity> found = opportunities.get(opportunityId);
        return found != null && found.by(caller) ? found.value() : null;
    }

    @Nullable
    OwnedRecord<Opportunity> find(String opportunityId) {
        return opportunities.get(opportunityId);
    }

    /** Of all users, in no order. */
    Stream<OwnedRecord<Opportunity>> all() {
        return opportunities.values().stream();
    }

    /** The id of the active one of each user who has one. */
    Map<String, String> active() {
        return active;
    }

    Opportunity load(Caller caller, String opportunityId) {
        Opportunity opportunity = find(caller, opportunityId);
        if (opportunity == null) {
            throw new NotFoundException(ResourceType.OPPORTUNITY, opportunityId);
        }
        return opportunity;
    }

    Page<Opportunity> page(Caller caller, PageRequest request) {
        return byUser.page(caller.userId(), request, this::place);
    }

    Opportunity replace(Caller caller, Opportunity changed) {
        opportunities.put(changed.id(), new OwnedRecord<>(caller.userId(), changed));
        byUser.put(caller.userId(), placeOf(changed), changed);
        return changed;
    }

    void remove(Caller caller, Opportunity opportunity) {
        opportunities.remove(opportunity.id());
        byUser.remove(caller.userId(), placeOf(opportunity));
        active.remove(caller.userId(), opportunity.id());
    }

    Opportunity activate(Caller caller, String opportunityId) {
        Opportunity opportunity = load(caller, opportunityId);
        active.put(caller.userId(), opportunityId);
        return opportunity;
    }

    boolean deactivate(Caller caller) {
        return active.remove(caller.userId()) != null;
    }

    @Nullable
    Opportunity findActive(Caller caller) {
        String opportunityId = active.get(caller.userId());
        return opportunityId == null ? null : load(caller, opportunityId);
    }

    /** Links a new thread to the opportunity it names or else to the active one, if any. */
    ChatThread link(Caller caller, ChatThread thread) {
        String named = thread.opportunityId();
        Opportunity opportunity = named == null ? findActive(caller) : load(caller, named);
        return opportunity == null ? thread : thread.withOpportunityId(opportunity.id());
    }

    private @Nullable ActivityKey place(String opportunityId) {
        OwnedRecord<Opportunity> found = opportunities.get(opportunityId);
        return found == null ? null : placeOf(found.value());
    }

    private static ActivityKey placeOf(Opportunity opportunity) {
        return ActivityKey.at(opportunity.createdAt(), opportunity.id());
    }
}
