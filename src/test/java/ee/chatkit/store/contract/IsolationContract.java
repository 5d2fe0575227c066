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

/** Records of another user are not found, exactly like records that do not exist. */
public interface IsolationContract extends CallerOperations {
    @TestFactory
    default Stream<DynamicTest> operationOnForeignRecord_isNotFoundAndChangesNothing() {
        return Stream.concat(operations(), creatingOperations())
                .map(operation -> dynamicTest(operation.name(), () -> {
                    var ada = newUser();
                    var hers = createSampleRecords(ada);
                    var before = snapshot(ada, hers);
                    StoreAssertions.assertNotFound(
                            operation.missing(),
                            hers.id(operation.missing()),
                            () -> operation.call().accept(newUser(), hers));
                    assertEquals(before, snapshot(ada, hers));
                }));
    }

    @TestFactory
    default Stream<DynamicTest> operationOnForeignRecord_failsLikeAbsentRecord() {
        return operations()
                .map(operation -> dynamicTest(operation.name(), () -> {
                    var foreign = createSampleRecords(newUser());
                    var absent = absentRecords();
                    var caller = newUser();
                    String foreignId = foreign.id(operation.missing());
                    String absentId = absent.id(operation.missing());
                    var atForeign = StoreAssertions.assertNotFound(
                            operation.missing(),
                            foreignId,
                            () -> operation.call().accept(caller, foreign));
                    var atAbsent = StoreAssertions.assertNotFound(
                            operation.missing(),
                            absentId,
                            () -> operation.call().accept(caller, absent));
                    assertEquals(
                            atAbsent.getMessage().replace(absentId, "?"),
                            atForeign.getMessage().replace(foreignId, "?"));
                }));
    }

    @Test
    default void deleteOfForeignRecord_returnsFalseAndChangesNothing() {
        var ada = newUser();
        var hers = createSampleRecords(ada);
        var before = snapshot(ada, hers);
        var bob = newUser();
        assertFalse(store().deleteThread(bob, hers.thread().id()));
        assertFalse(store().deleteAttachment(bob, hers.attachment().id()));
        assertFalse(opportunities().deleteOpportunity(bob, hers.opportunity().id()));
        assertFalse(opportunities().deactivateOpportunity(bob));
        assertEquals(before, snapshot(ada, hers));
    }

    @Test
    default void createWithForeignId_isConflictAndChangesNothing() {
        var ada = newUser();
        var hers = createSampleRecords(ada);
        var before = snapshot(ada, hers);
        var bob = newUser();
        String threadId = hers.thread().id();
        StoreAssertions.assertConflict(
                ResourceType.THREAD,
                threadId,
                () -> store().addThread(bob, ChatThread.create(threadId, clock().instant())));
        String opportunityId = hers.opportunity().id();
        StoreAssertions.assertConflict(
                ResourceType.OPPORTUNITY,
                opportunityId,
                () -> opportunities().createOpportunity(bob, opportunityId, OpportunityDetails.named("bob's")));
        assertEquals(before, snapshot(ada, hers));
        assertEquals(List.of(), threadIds(bob));
    }

    @Test
    default void lists_returnOnlyRecordsOfTheCaller() {
        var hers = createSampleRecords(newUser());
        var bob = newUser();
        assertEquals(List.of(), store().listThreads(bob, everything()).data());
        assertEquals(
                List.of(), opportunities().listOpportunities(bob, everything()).data());
        assertEquals(Optional.empty(), opportunities().findActiveOpportunity(bob));
        var his = createSampleRecords(bob);
        assertEquals(List.of(his.thread().id()), threadIds(bob));
        assertEquals(
                List.of(his.opportunity().id()),
                opportunities().listOpportunities(bob, everything()).data().stream()
                        .map(Opportunity::id)
                        .toList());
        assertFalse(threadIds(bob).contains(hers.thread().id()));
    }

    @Test
    default void foreignIdAsCursor_isNotFound() {
        var hers = createSampleRecords(newUser());
        var bob = newUser();
        var his = createSampleRecords(bob);
        var afterThread = PagedLists.after(hers.thread().id(), 10, SortOrder.ASC);
        var afterOpportunity = PagedLists.after(hers.opportunity().id(), 10, SortOrder.ASC);
        StoreAssertions.assertNotFound(
                ResourceType.CURSOR, hers.thread().id(), () -> store().listThreads(bob, afterThread));
        StoreAssertions.assertNotFound(
                ResourceType.CURSOR,
                hers.thread().id(),
                () -> store().listThreads(bob, his.opportunity().id(), afterThread));
        StoreAssertions.assertNotFound(
                ResourceType.CURSOR,
                hers.opportunity().id(),
                () -> opportunities().listOpportunities(bob, afterOpportunity));
    }

    private List<Object> snapshot(Caller caller, SampleRecords sampleRecords) {
        String threadId = sampleRecords.thread().id();
        return List.of(
                store().listThreads(caller, everything()),
                store().listThreads(caller, sampleRecords.opportunity().id(), everything()),
                store().listItems(caller, threadId, ItemScope.ALL, everything()),
                store().listFeedback(caller, threadId),
                store().loadAttachment(caller, sampleRecords.attachment().id()),
                opportunities().listOpportunities(caller, everything()),
                opportunities().findActiveOpportunity(caller),
                turns().read(caller, sampleRecords.turnId(), 0));
    }
}
