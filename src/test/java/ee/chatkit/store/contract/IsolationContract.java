package ee.chatkit.store.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import ee.chatkit.model.Attachment;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Cursor;
import ee.chatkit.model.FeedbackKind;
import ee.chatkit.model.Opportunity;
import ee.chatkit.model.OpportunityDetails;
import ee.chatkit.model.Order;
import ee.chatkit.model.PageRequest;
import ee.chatkit.store.ItemScope;
import ee.chatkit.store.Kind;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Another user's anything is not found, exactly as if it did not exist. */
public interface IsolationContract extends StoreContract {
    /** Something of everything; the thread is in the opportunity and has an item {@code msg_1}. */
    record Belongings(Opportunity opportunity, ChatThread thread, Attachment attachment) {
        String id(Kind kind) {
            return switch (kind) {
                case OPPORTUNITY -> opportunity.id();
                case THREAD -> thread.id();
                case ATTACHMENT -> attachment.id();
                case ITEM, CURSOR -> throw new IllegalArgumentException(kind.word());
            };
        }
    }

    /** An operation of a caller on somebody's belongings, and what of them it does not find. */
    record Operation(String name, Kind missing, BiConsumer<Caller, Belongings> call) {}

    @TestFactory
    default Stream<DynamicTest> noOperationFindsWhatIsSomebodyElses() {
        return Stream.concat(operations(), operationsThatAddWhatIsAbsent())
                .map(operation -> dynamicTest(operation.name(), () -> {
                    var ada = newUser();
                    var hers = belongings(ada);
                    var before = everythingOf(ada, hers);
                    Expect.notFound(
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
                    var atForeign = Expect.notFound(
                            operation.missing(),
                            foreignId,
                            () -> operation.call().accept(caller, foreign));
                    var atAbsent = Expect.notFound(
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
        Expect.conflict(
                Kind.THREAD, threadId, () -> store().addThread(bob, ChatThread.begin(threadId, clock().instant())));
        String opportunityId = hers.opportunity().id();
        Expect.conflict(
                Kind.OPPORTUNITY,
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
        var afterThread = after(hers.thread().id());
        var afterOpportunity = after(hers.opportunity().id());
        Expect.notFound(Kind.CURSOR, hers.thread().id(), () -> store().listThreads(bob, afterThread));
        Expect.notFound(
                Kind.CURSOR,
                hers.thread().id(),
                () -> store().listThreads(bob, his.opportunity().id(), afterThread));
        Expect.notFound(
                Kind.CURSOR, hers.opportunity().id(), () -> opportunities().listOpportunities(bob, afterOpportunity));
    }

    private PageRequest after(String id) {
        return new PageRequest(10, Order.ASC, Cursor.parse(id));
    }

    private Belongings belongings(Caller caller) {
        var opportunity = newOpportunity(caller);
        opportunities().activateOpportunity(caller, opportunity.id());
        var thread = store().addThread(caller, newThread().withTitle("mine"));
        addMessages(caller, thread, 2);
        store().saveFeedback(caller, thread.id(), List.of("msg_1"), FeedbackKind.POSITIVE);
        var attachment = attachment(thread);
        store().saveAttachment(caller, attachment);
        return new Belongings(opportunity, thread, attachment);
    }

    private Belongings absent() {
        var known = belongings(newUser());
        var thread = newThread();
        return new Belongings(
                new Opportunity(
                        opportunities().generateOpportunityId(),
                        known.opportunity().details(),
                        known.opportunity().status(),
                        clock().instant(),
                        clock().instant()),
                thread,
                attachment(thread));
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

    private Stream<Operation> operations() {
        return Stream.of(
                new Operation(
                        "addThread in an opportunity",
                        Kind.OPPORTUNITY,
                        (caller, of) -> addThread(caller, of.opportunity())),
                new Operation(
                        "saveThread in an opportunity",
                        Kind.OPPORTUNITY,
                        (caller, of) -> store().saveThread(
                                        caller,
                                        newThread()
                                                .withOpportunityId(
                                                        of.opportunity().id()))),
                new Operation(
                        "listThreads",
                        Kind.OPPORTUNITY,
                        (caller, of) ->
                                store().listThreads(caller, of.opportunity().id(), everything())),
                new Operation(
                        "loadThread",
                        Kind.THREAD,
                        (caller, of) -> store().loadThread(caller, of.thread().id())),
                new Operation(
                        "updateThread",
                        Kind.THREAD,
                        (caller, of) -> store().updateThread(caller, of.thread().id(), old -> old.withTitle("taken"))),
                new Operation(
                        "addItem", Kind.THREAD, (caller, of) -> store().addItem(caller, message(of.thread(), "msg_9"))),
                new Operation(
                        "addItem of a known id",
                        Kind.THREAD,
                        (caller, of) -> store().addItem(caller, message(of.thread(), "msg_1"))),
                new Operation(
                        "saveItem",
                        Kind.THREAD,
                        (caller, of) -> store().saveItem(caller, message(of.thread(), "msg_1"))),
                new Operation(
                        "saveItem of a new id",
                        Kind.THREAD,
                        (caller, of) -> store().saveItem(caller, message(of.thread(), "msg_9"))),
                new Operation(
                        "loadItem",
                        Kind.THREAD,
                        (caller, of) -> store().loadItem(caller, of.thread().id(), "msg_1")),
                new Operation(
                        "updateItem",
                        Kind.THREAD,
                        (caller, of) ->
                                store().updateItem(caller, of.thread().id(), "msg_1", old -> old.withContent("{}"))),
                new Operation(
                        "listItems",
                        Kind.THREAD,
                        (caller, of) -> store().listItems(caller, of.thread().id(), ItemScope.VISIBLE, everything())),
                new Operation(
                        "listItems behind one",
                        Kind.THREAD,
                        (caller, of) -> store().listItems(caller, of.thread().id(), ItemScope.ALL, after("msg_1~1"))),
                new Operation(
                        "deleteItem",
                        Kind.THREAD,
                        (caller, of) -> store().deleteItem(caller, of.thread().id(), "msg_1")),
                new Operation(
                        "saveFeedback",
                        Kind.THREAD,
                        (caller, of) -> store().saveFeedback(
                                        caller, of.thread().id(), List.of("msg_1"), FeedbackKind.NEGATIVE)),
                new Operation(
                        "listFeedback",
                        Kind.THREAD,
                        (caller, of) -> store().listFeedback(caller, of.thread().id())),
                new Operation(
                        "saveAttachment in a thread",
                        Kind.THREAD,
                        (caller, of) -> store().saveAttachment(caller, attachment(of.thread()))),
                new Operation(
                        "loadAttachment",
                        Kind.ATTACHMENT,
                        (caller, of) ->
                                store().loadAttachment(caller, of.attachment().id())),
                new Operation(
                        "loadOpportunity",
                        Kind.OPPORTUNITY,
                        (caller, of) -> opportunities()
                                .loadOpportunity(caller, of.opportunity().id())),
                new Operation(
                        "updateOpportunity",
                        Kind.OPPORTUNITY,
                        (caller, of) -> opportunities()
                                .updateOpportunity(
                                        caller,
                                        of.opportunity().id(),
                                        old -> old.withDetails(OpportunityDetails.named("taken")))),
                new Operation(
                        "completeOpportunity",
                        Kind.OPPORTUNITY,
                        (caller, of) -> opportunities()
                                .completeOpportunity(caller, of.opportunity().id())),
                new Operation(
                        "activateOpportunity",
                        Kind.OPPORTUNITY,
                        (caller, of) -> opportunities()
                                .activateOpportunity(caller, of.opportunity().id())));
    }

    private Stream<Operation> operationsThatAddWhatIsAbsent() {
        return Stream.of(
                new Operation(
                        "saveThread",
                        Kind.THREAD,
                        (caller, of) -> store().saveThread(
                                        caller, ChatThread.begin(of.thread().id(), clock().instant()))),
                new Operation(
                        "saveAttachment",
                        Kind.ATTACHMENT,
                        (caller, of) ->
                                store().saveAttachment(caller, of.attachment().withThreadId(null))),
                new Operation(
                        "saveAttachment in an own thread",
                        Kind.ATTACHMENT,
                        (caller, of) -> store().saveAttachment(
                                        caller,
                                        of.attachment()
                                                .withThreadId(addThread(caller).id()))));
    }
}
