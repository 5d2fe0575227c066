package ee.chatkit.store.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.Ids;
import ee.chatkit.model.Opportunity;
import ee.chatkit.model.OpportunityDetails;
import ee.chatkit.model.OpportunityStatus;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.store.ResourceType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** {@link ee.chatkit.store.OpportunityStore}. */
public interface OpportunitiesContract extends StoreContract {
    @Test
    default void generateOpportunityId_returnsNewIdAndStoresNothing() {
        String id = opportunities().generateOpportunityId();
        assertTrue(id.startsWith(Ids.OPPORTUNITY), id);
        assertNotEquals(id, opportunities().generateOpportunityId());
        StoreAssertions.assertNotFound(
                ResourceType.OPPORTUNITY, id, () -> opportunities().loadOpportunity(newUser(), id));
    }

    @Test
    default void createOpportunity_isLoadedUnchanged() {
        var ada = newUser();
        var now = clock().tick();
        String id = opportunities().generateOpportunityId();
        var details = new OpportunityDetails("Bridge", "City of Kiel", "Two lanes", "Offer", "They like steel");
        var created = opportunities().createOpportunity(ada, id, details);
        assertEquals(new Opportunity(id, details, OpportunityStatus.ACTIVE, now, now), created);
        assertEquals(created, opportunities().loadOpportunity(ada, id));
        assertEquals(
                List.of(created),
                opportunities().listOpportunities(ada, everything()).data());
    }

    @Test
    default void createOpportunityWithNameOnly_isLoadedUnchanged() {
        var ada = newUser();
        var created = newOpportunity(ada, "x");
        assertEquals(OpportunityDetails.named("x"), created.details());
        assertEquals(created, opportunities().loadOpportunity(ada, created.id()));
    }

    @Test
    default void createOpportunityTwice_isConflictAndChangesNothing() {
        var ada = newUser();
        var created = newOpportunity(ada, "first");
        StoreAssertions.assertConflict(
                ResourceType.OPPORTUNITY,
                created.id(),
                () -> opportunities().createOpportunity(ada, created.id(), OpportunityDetails.named("second")));
        assertEquals(created, opportunities().loadOpportunity(ada, created.id()));
    }

    @Test
    default void createOpportunity_doesNotActivateIt() {
        var ada = newUser();
        newOpportunity(ada);
        assertEquals(Optional.empty(), opportunities().findActiveOpportunity(ada));
    }

    @Test
    default void listOpportunities_ordersByCreationTime() {
        var ada = newUser();
        var first = newOpportunity(ada, "z");
        clock().tick();
        var second = newOpportunity(ada, "y");
        clock().tick();
        opportunities().completeOpportunity(ada, first.id());
        var third = newOpportunity(ada, "x");
        assertEquals(
                List.of(first.id(), second.id(), third.id()),
                opportunities().listOpportunities(ada, everything()).data().stream()
                        .map(Opportunity::id)
                        .toList());
        assertEquals(
                List.of(third.id(), second.id(), first.id()),
                opportunities().listOpportunities(ada, PageRequest.first(5, SortOrder.DESC)).data().stream()
                        .map(Opportunity::id)
                        .toList());
    }

    @Test
    default void updateOpportunity_changesDetailsStatusAndUpdatedAt() {
        var ada = newUser();
        var created = newOpportunity(ada);
        var now = clock().tick();
        var details = new OpportunityDetails("Renamed", "Client", "", null, "Summary");
        var updated = opportunities().updateOpportunity(ada, created.id(), old -> {
            assertEquals(created, old);
            return old.withDetails(details).withStatus(OpportunityStatus.COMPLETED);
        });
        assertEquals(
                new Opportunity(created.id(), details, OpportunityStatus.COMPLETED, created.createdAt(), now), updated);
        assertEquals(updated, opportunities().loadOpportunity(ada, created.id()));
        var reopened = opportunities()
                .updateOpportunity(
                        ada,
                        created.id(),
                        old -> old.withStatus(OpportunityStatus.ACTIVE).withDetails(OpportunityDetails.named("Less")));
        assertEquals(OpportunityStatus.ACTIVE, reopened.status());
        assertEquals(reopened, opportunities().loadOpportunity(ada, created.id()));
    }

    @Test
    default void updateOpportunity_ignoresChangesToIdAndTimes() {
        var ada = newUser();
        var created = newOpportunity(ada);
        var now = clock().tick();
        var wrong = now.plusSeconds(1_000);
        var updated = opportunities()
                .updateOpportunity(
                        ada,
                        created.id(),
                        old -> new Opportunity("opp_other", old.details(), old.status(), wrong, wrong));
        assertEquals(created.withUpdatedAt(now), updated);
        assertEquals(
                List.of(updated),
                opportunities().listOpportunities(ada, everything()).data());
    }

    @Test
    default void updateOpportunityWhoseFunctionThrows_changesNothing() {
        var ada = newUser();
        var created = newOpportunity(ada);
        var failure = new UnsupportedOperationException("no");
        clock().tick();
        assertSame(
                failure,
                assertThrows(
                        UnsupportedOperationException.class,
                        () -> opportunities().updateOpportunity(ada, created.id(), old -> {
                            throw failure;
                        })));
        assertEquals(created, opportunities().loadOpportunity(ada, created.id()));
    }

    @Test
    default void operationOnUnknownOpportunity_isNotFound() {
        var ada = newUser();
        String id = opportunities().generateOpportunityId();
        StoreAssertions.assertNotFound(
                ResourceType.OPPORTUNITY, id, () -> opportunities().loadOpportunity(ada, id));
        StoreAssertions.assertNotFound(
                ResourceType.OPPORTUNITY, id, () -> opportunities().updateOpportunity(ada, id, old -> old));
        StoreAssertions.assertNotFound(
                ResourceType.OPPORTUNITY, id, () -> opportunities().completeOpportunity(ada, id));
        StoreAssertions.assertNotFound(
                ResourceType.OPPORTUNITY, id, () -> opportunities().activateOpportunity(ada, id));
        StoreAssertions.assertNotFound(ResourceType.OPPORTUNITY, id, () -> store().listThreads(ada, id, everything()));
        assertFalse(opportunities().deleteOpportunity(ada, id));
    }

    @Test
    default void completeOpportunity_setsStatusAndKeepsItActive() {
        var ada = newUser();
        var created = newOpportunity(ada);
        opportunities().activateOpportunity(ada, created.id());
        var thread = addThread(ada);
        addMessages(ada, thread, 2);
        var now = clock().tick();
        var completed = opportunities().completeOpportunity(ada, created.id());
        assertEquals(created.withStatus(OpportunityStatus.COMPLETED).withUpdatedAt(now), completed);
        assertEquals(Optional.of(completed), opportunities().findActiveOpportunity(ada));
        StoreAssertions.assertEquivalent(thread, store().loadThread(ada, thread.id()));
        assertEquals(List.of("msg_1", "msg_2"), itemIds(ada, thread));
        assertEquals(created.id(), addThread(ada).opportunityId());
    }

    @Test
    default void activeOpportunity_isPerUser() {
        var ada = newUser();
        var bob = newUser();
        var adas = opportunities().activateOpportunity(ada, newOpportunity(ada).id());
        assertEquals(Optional.empty(), opportunities().findActiveOpportunity(bob));
        var bobs = opportunities().activateOpportunity(bob, newOpportunity(bob).id());
        assertEquals(Optional.of(adas), opportunities().findActiveOpportunity(ada));
        assertEquals(Optional.of(bobs), opportunities().findActiveOpportunity(bob));
        assertTrue(opportunities().deactivateOpportunity(bob));
        assertEquals(Optional.of(adas), opportunities().findActiveOpportunity(ada));
    }

    @Test
    default void activateOpportunity_replacesActiveOne() {
        var ada = newUser();
        var first = newOpportunity(ada);
        var second = newOpportunity(ada);
        assertEquals(first, opportunities().activateOpportunity(ada, first.id()));
        assertEquals(first, opportunities().activateOpportunity(ada, first.id()));
        assertEquals(Optional.of(first), opportunities().findActiveOpportunity(ada));
        assertEquals(second, opportunities().activateOpportunity(ada, second.id()));
        assertEquals(Optional.of(second), opportunities().findActiveOpportunity(ada));
        assertEquals(first, opportunities().loadOpportunity(ada, first.id()));
    }

    @Test
    default void activateUnknownOpportunity_isNotFoundAndKeepsActiveOne() {
        var ada = newUser();
        var active =
                opportunities().activateOpportunity(ada, newOpportunity(ada).id());
        StoreAssertions.assertNotFound(
                ResourceType.OPPORTUNITY, "opp_none", () -> opportunities().activateOpportunity(ada, "opp_none"));
        assertEquals(Optional.of(active), opportunities().findActiveOpportunity(ada));
    }

    @Test
    default void deactivateOpportunity_returnsWhetherOneWasActive() {
        var ada = newUser();
        var opportunity = newOpportunity(ada);
        assertFalse(opportunities().deactivateOpportunity(ada));
        opportunities().activateOpportunity(ada, opportunity.id());
        assertTrue(opportunities().deactivateOpportunity(ada));
        assertFalse(opportunities().deactivateOpportunity(ada));
        assertEquals(Optional.empty(), opportunities().findActiveOpportunity(ada));
        assertEquals(opportunity, opportunities().loadOpportunity(ada, opportunity.id()));
    }

    @Test
    default void deleteActiveOpportunity_leavesNoneActive() {
        var ada = newUser();
        var active = newOpportunity(ada);
        opportunities().activateOpportunity(ada, active.id());
        assertTrue(opportunities().deleteOpportunity(ada, active.id()));
        assertFalse(opportunities().deleteOpportunity(ada, active.id()));
        assertEquals(Optional.empty(), opportunities().findActiveOpportunity(ada));
        assertFalse(opportunities().deactivateOpportunity(ada));
        assertEquals(
                List.of(), opportunities().listOpportunities(ada, everything()).data());
    }

    @Test
    default void deleteOtherOpportunity_keepsActiveOne() {
        var ada = newUser();
        var active =
                opportunities().activateOpportunity(ada, newOpportunity(ada).id());
        assertTrue(opportunities().deleteOpportunity(ada, newOpportunity(ada).id()));
        assertEquals(Optional.of(active), opportunities().findActiveOpportunity(ada));
    }
}
