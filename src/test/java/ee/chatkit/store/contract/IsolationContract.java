package ee.chatkit.store.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Opportunity;
import ee.chatkit.model.OpportunityDetails;
import ee.chatkit.model.SortOrder;
import ee.chatkit.store.ItemScope;
import ee.chatkit.store.ResourceType;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Another user's anything is not found, exactly as if it did not exist. */
public interface IsolationContract extends Operations {
    @TestFactory
    default Stream<DynamicTest> noOperationFindsWhatIsSomebodyElses() {
        return Stream.concat(operations(), operationsThatAddWhatIsAbsent())
                .map(operation -> dynamicTest(operation.name(), () -> {
                    var ada = newUser();
                    var hers = belongings(ada);
                    var before = everythingOf(ada, hers);
                    StoreAssertions.notFound(
                            operation.missing(),
                            hers.id(operation.missing()),
                            () -> operation.call().accept(newUser(), hers));
                    assertEquals(before, everythingOf(ada, hers));
                }));
    }

    @TestFactory
    default Stream<DynamicTest> whatIsSomebodyElsesLooksLikeWhatDoesNotExist() {
        return operations()
                .map(operation -> dynamicTest(operation.name(), () -> {
                    var foreign = belongings(newUser());
                    var absent = absent();
                    var caller = newUser();
                    String foreignId = foreign.id(operation.missing());
                    String absentId = absent.id(operation.missing());
                    var atForeign = StoreAssertions.notFound(
                            operation.missing(),
                            foreignId,
                            () -> operation.call().accept(caller, foreign));
                    var atAbsent = StoreAssertions.notFound(
                            operation.missing(),
                            absentId,
                            () -> operation.call().accept(caller, absent));
                    assertEquals(
                            atAbsent.getMessage().replace(absentId, "?"),
                            atForeign.getMessage().replace(foreignId, "?"));
                }));
    }

    @Test
    default void nobodyDeletesWhatIsSomebodyElses() {
        var ada = newUser();
        var hers = belongings(ada);
        var before = everythingOf(ada, hers);
        var bob = newUser();
        assertFalse(store().deleteThread(bob, hers.thread().id()));
        assertFalse(store().deleteAttachment(bob, hers.attachment().id()));
        assertFalse(opportunities().deleteOpportunity(bob, hers.opportunity().id()));
        assertFalse(opportunities().deactivateOpportunity(bob));
        assertEquals(before, everythingOf(ada, hers));
    }

    @Test
    default void nobodyTakesAnIdThatIsSomebodyElses() {
        var ada = newUser();
        var hers = belongings(ada);
        var before = everythingOf(ada, hers);
        var bob = newUser();
        String threadId = hers.thread().id();
        StoreAssertions.conflict(
                ResourceType.THREAD,
                threadId,
                () -> store().addThread(bob, ChatThread.begin(threadId, clock().instant())));
        String opportunityId = hers.opportunity().id();
        StoreAssertions.conflict(
                ResourceType.OPPORTUNITY,
                opportunityId,
                () -> opportunities().createOpportunity(bob, opportunityId, OpportunityDetails.named("bob's")));
        assertEquals(before, everythingOf(ada, hers));
        assertEquals(List.of(), threadIds(bob));
    }

    @Test
    default void listsHaveOnlyWhatIsTheCallers() {
        var hers = belongings(newUser());
        var bob = newUser();
        assertEquals(List.of(), store().listThreads(bob, everything()).data());
        assertEquals(
                List.of(), opportunities().listOpportunities(bob, everything()).data());
        assertEquals(Optional.empty(), opportunities().findActiveOpportunity(bob));
        var his = belongings(bob);
        assertEquals(List.of(his.thread().id()), threadIds(bob));
        assertEquals(
                List.of(his.opportunity().id()),
                opportunities().listOpportunities(bob, everything()).data().stream()
                        .map(Opportunity::id)
                        .toList());
        assertFalse(threadIds(bob).contains(hers.thread().id()));
    }

    @Test
    default void somebodyElsesIdIsNoCursor() {
        var hers = belongings(newUser());
        var bob = newUser();
        var his = belongings(bob);
        var afterThread = Listings.after(hers.thread().id(), 10, SortOrder.ASC);
        var afterOpportunity = Listings.after(hers.opportunity().id(), 10, SortOrder.ASC);
        StoreAssertions.notFound(ResourceType.CURSOR, hers.thread().id(), () -> store().listThreads(bob, afterThread));
        StoreAssertions.notFound(
                ResourceType.CURSOR,
                hers.thread().id(),
                () -> store().listThreads(bob, his.opportunity().id(), afterThread));
        StoreAssertions.notFound(
                ResourceType.CURSOR,
                hers.opportunity().id(),
                () -> opportunities().listOpportunities(bob, afterOpportunity));
    }

    private List<Object> everythingOf(Caller caller, Belongings belongings) {
        String threadId = belongings.thread().id();
        return List.of(
                store().listThreads(caller, everything()),
                store().listThreads(caller, belongings.opportunity().id(), everything()),
                store().listItems(caller, threadId, ItemScope.ALL, everything()),
                store().listFeedback(caller, threadId),
                store().loadAttachment(caller, belongings.attachment().id()),
                opportunities().listOpportunities(caller, everything()),
                opportunities().findActiveOpportunity(caller));
    }
}
