package ee.chatkit.store.contract;

import ee.chatkit.model.Attachment;
import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.FeedbackKind;
import ee.chatkit.model.Ids;
import ee.chatkit.model.Opportunity;
import ee.chatkit.model.OpportunityDetails;
import ee.chatkit.model.SortOrder;
import ee.chatkit.model.ThreadFilter;
import ee.chatkit.model.TurnState;
import ee.chatkit.store.ItemScope;
import ee.chatkit.store.ResourceType;
import ee.chatkit.store.SearchRequest;
import ee.chatkit.store.TurnChange;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** All operations that refer to a record by id, which may belong to another user. */
public interface CallerOperations extends StoreContract {
    /**
     * Records of one user: an active opportunity, a thread in it with an item {@code msg_1} and feedback, an attachment, a running
     * turn.
     */
    record SampleRecords(Opportunity opportunity, ChatThread thread, Attachment attachment, String turnId) {
        String id(ResourceType resourceType) {
            return switch (resourceType) {
                case OPPORTUNITY -> opportunity.id();
                case THREAD -> thread.id();
                case ATTACHMENT, CONTENT -> attachment.id();
                case TURN -> turnId;
                case ITEM, CURSOR, HOLD -> throw new IllegalArgumentException(resourceType.displayName());
            };
        }
    }

    /** An operation of a caller on the records of another user, and the type of the record that is not found. */
    record Operation(String name, ResourceType missing, BiConsumer<Caller, SampleRecords> call) {}

    default SampleRecords createSampleRecords(Caller caller) {
        var opportunity = newOpportunity(caller);
        opportunities().activateOpportunity(caller, opportunity.id());
        var thread = store().addThread(caller, newThread().withTitle("titled"));
        addMessages(caller, thread, 2);
        store().saveFeedback(caller, thread.id(), List.of("msg_1"), FeedbackKind.POSITIVE);
        var attachment = attachment(thread);
        store().saveAttachment(caller, attachment);
        String turnId = newTurnId();
        turns().write(
                        UUID.randomUUID(),
                        List.of(new TurnChange(
                                turnId, thread.id(), caller, true, 1, List.of("{}"), TurnState.RUNNING)));
        return new SampleRecords(opportunity, thread, attachment, turnId);
    }

    default SampleRecords absentRecords() {
        var known = createSampleRecords(newUser());
        var thread = newThread();
        return new SampleRecords(
                new Opportunity(
                        opportunities().generateOpportunityId(),
                        known.opportunity().details(),
                        known.opportunity().status(),
                        clock().instant(),
                        clock().instant()),
                thread,
                attachment(thread),
                newTurnId());
    }

    private String newTurnId() {
        return new Ids(clock()).next(Ids.TURN);
    }

    default Stream<Operation> operations() {
        return Stream.of(
                new Operation(
                        "addThread in an opportunity",
                        ResourceType.OPPORTUNITY,
                        (caller, of) -> addThread(caller, of.opportunity())),
                new Operation(
                        "saveThread in an opportunity",
                        ResourceType.OPPORTUNITY,
                        (caller, of) -> store().saveThread(
                                        caller,
                                        newThread()
                                                .withOpportunityId(
                                                        of.opportunity().id()))),
                new Operation(
                        "listThreads",
                        ResourceType.OPPORTUNITY,
                        (caller, of) ->
                                store().listThreads(caller, of.opportunity().id(), everything())),
                new Operation(
                        "listThreads with a filter",
                        ResourceType.OPPORTUNITY,
                        (caller, of) -> store().listThreads(
                                        caller, of.opportunity().id(), ThreadFilter.NOT_ARCHIVED, everything())),
                new Operation(
                        "loadThread",
                        ResourceType.THREAD,
                        (caller, of) -> store().loadThread(caller, of.thread().id())),
                new Operation(
                        "updateThread",
                        ResourceType.THREAD,
                        (caller, of) ->
                                store().updateThread(caller, of.thread().id(), old -> old.withTitle("changed"))),
                new Operation(
                        "setTitleIfAbsent",
                        ResourceType.THREAD,
                        (caller, of) ->
                                store().setTitleIfAbsent(caller, of.thread().id(), "changed")),
                new Operation(
                        "addMessage",
                        ResourceType.THREAD,
                        (caller, of) -> store().addMessage(caller, message(of.thread(), "msg_9"), List.of())),
                new Operation(
                        "addItem",
                        ResourceType.THREAD,
                        (caller, of) -> store().addItem(caller, message(of.thread(), "msg_9"))),
                new Operation(
                        "addItem of a known id",
                        ResourceType.THREAD,
                        (caller, of) -> store().addItem(caller, message(of.thread(), "msg_1"))),
                new Operation(
                        "addMessage with attachments",
                        ResourceType.THREAD,
                        (caller, of) -> store().addMessage(
                                        caller,
                                        message(of.thread(), "msg_9"),
                                        List.of(of.attachment().id()))),
                new Operation("addThread with an attachment", ResourceType.ATTACHMENT, (caller, of) -> {
                    var thread = newThread();
                    store().addThread(
                                    caller,
                                    thread,
                                    message(thread, "msg_9"),
                                    List.of(of.attachment().id()));
                }),
                new Operation(
                        "saveItem",
                        ResourceType.THREAD,
                        (caller, of) -> store().saveItem(caller, message(of.thread(), "msg_1"))),
                new Operation(
                        "saveItem of a new id",
                        ResourceType.THREAD,
                        (caller, of) -> store().saveItem(caller, message(of.thread(), "msg_9"))),
                new Operation(
                        "loadItem",
                        ResourceType.THREAD,
                        (caller, of) -> store().loadItem(caller, of.thread().id(), "msg_1")),
                new Operation(
                        "updateItem",
                        ResourceType.THREAD,
                        (caller, of) ->
                                store().updateItem(caller, of.thread().id(), "msg_1", old -> old.withContent("{}"))),
                new Operation(
                        "listItems",
                        ResourceType.THREAD,
                        (caller, of) -> store().listItems(caller, of.thread().id(), ItemScope.VISIBLE, everything())),
                new Operation(
                        "listItems behind one",
                        ResourceType.THREAD,
                        (caller, of) -> store().listItems(
                                        caller,
                                        of.thread().id(),
                                        ItemScope.ALL,
                                        PagedLists.after("msg_1~1", 10, SortOrder.ASC))),
                new Operation(
                        "deleteItem",
                        ResourceType.THREAD,
                        (caller, of) -> store().deleteItem(caller, of.thread().id(), "msg_1")),
                new Operation(
                        "deleteItemsAfter",
                        ResourceType.THREAD,
                        (caller, of) ->
                                store().deleteItemsAfter(caller, of.thread().id(), "msg_1")),
                new Operation(
                        "saveFeedback",
                        ResourceType.THREAD,
                        (caller, of) -> store().saveFeedback(
                                        caller, of.thread().id(), List.of("msg_1"), FeedbackKind.NEGATIVE)),
                new Operation(
                        "listFeedback",
                        ResourceType.THREAD,
                        (caller, of) -> store().listFeedback(caller, of.thread().id())),
                new Operation(
                        "saveAttachment in a thread",
                        ResourceType.THREAD,
                        (caller, of) -> store().saveAttachment(caller, attachment(of.thread()))),
                new Operation(
                        "loadAttachment",
                        ResourceType.ATTACHMENT,
                        (caller, of) ->
                                store().loadAttachment(caller, of.attachment().id())),
                new Operation(
                        "updateAttachment",
                        ResourceType.ATTACHMENT,
                        (caller, of) ->
                                store().updateAttachment(caller, of.attachment().id(), old -> old.withThreadId(null))),
                new Operation("updateAttachment into a thread", ResourceType.THREAD, (caller, of) -> {
                    var own = attachment(of.thread()).withThreadId(null);
                    store().saveAttachment(caller, own);
                    store().updateAttachment(
                                    caller,
                                    own.id(),
                                    old -> old.withThreadId(of.thread().id()));
                }),
                new Operation(
                        "loadOpportunity",
                        ResourceType.OPPORTUNITY,
                        (caller, of) -> opportunities()
                                .loadOpportunity(caller, of.opportunity().id())),
                new Operation(
                        "updateOpportunity",
                        ResourceType.OPPORTUNITY,
                        (caller, of) -> opportunities()
                                .updateOpportunity(
                                        caller,
                                        of.opportunity().id(),
                                        old -> old.withDetails(OpportunityDetails.named("changed")))),
                new Operation(
                        "completeOpportunity",
                        ResourceType.OPPORTUNITY,
                        (caller, of) -> opportunities()
                                .completeOpportunity(caller, of.opportunity().id())),
                new Operation(
                        "activateOpportunity",
                        ResourceType.OPPORTUNITY,
                        (caller, of) -> opportunities()
                                .activateOpportunity(caller, of.opportunity().id())),
                new Operation(
                        "search in an opportunity",
                        ResourceType.OPPORTUNITY,
                        (caller, of) -> search().search(
                                        caller,
                                        SearchRequest.first("titled", 10)
                                                .in(of.opportunity().id()))),
                new Operation(
                        "beginAlone",
                        ResourceType.THREAD,
                        (caller, of) -> turns().beginAlone(
                                        UUID.randomUUID(), caller, of.thread().id(), newTurnId())),
                new Operation("find of turns", ResourceType.TURN, (caller, of) -> turns().find(caller, of.turnId())),
                new Operation("read of turns", ResourceType.TURN, (caller, of) -> turns().read(caller, of.turnId(), 0)),
                new Operation(
                        "running turns",
                        ResourceType.THREAD,
                        (caller, of) -> turns().running(caller, of.thread().id())),
                new Operation(
                        "requestCancel",
                        ResourceType.TURN,
                        (caller, of) -> turns().requestCancel(caller, of.turnId())));
    }

    default Stream<Operation> creatingOperations() {
        return Stream.of(
                new Operation(
                        "saveThread",
                        ResourceType.THREAD,
                        (caller, of) -> store().saveThread(
                                        caller, ChatThread.create(of.thread().id(), clock().instant()))),
                new Operation(
                        "saveAttachment",
                        ResourceType.ATTACHMENT,
                        (caller, of) ->
                                store().saveAttachment(caller, of.attachment().withThreadId(null))),
                new Operation(
                        "saveAttachment in an own thread",
                        ResourceType.ATTACHMENT,
                        (caller, of) -> store().saveAttachment(
                                        caller,
                                        of.attachment()
                                                .withThreadId(addThread(caller).id()))));
    }
}
