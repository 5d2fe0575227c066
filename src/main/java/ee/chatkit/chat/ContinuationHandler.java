package ee.chatkit.chat;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.event.ThreadStreamEvent.ItemReplaced;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.item.ItemContent.ClientToolCall;
import ee.chatkit.protocol.item.ItemContent.StructuredInputItem;
import ee.chatkit.protocol.item.ItemContent.UserMessage;
import ee.chatkit.protocol.item.StructuredInput;
import ee.chatkit.protocol.item.StructuredInput.Answer;
import ee.chatkit.protocol.item.StructuredInput.Freeform;
import ee.chatkit.protocol.item.StructuredInput.MultipleChoice;
import ee.chatkit.protocol.item.StructuredInputStatus;
import ee.chatkit.protocol.item.ToolCallStatus;
import ee.chatkit.protocol.json.ItemCodec;
import ee.chatkit.protocol.json.ItemTypes;
import ee.chatkit.protocol.request.StructuredInputAnswers;
import ee.chatkit.store.HeldException;
import ee.chatkit.store.ItemScope;
import ee.chatkit.store.ResourceType;
import ee.chatkit.store.Store;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Turns that continue from an item which is in the thread already. Each method validates the request, and returns a
 * function that stores the input, given the thread as it is by then. That function fails if the item has changed since.
 */
final class ContinuationHandler {
    private static final Logger LOG = System.getLogger(ContinuationHandler.class.getName());

    private static final int MAX_CALLS_CHECKED = 20;

    private final Store store;
    private final ThreadAccess threads;

    ContinuationHandler(Store store, ThreadAccess threads) {
        this.store = store;
        this.threads = threads;
    }

    /**
     * Completes the last pending call of the thread, and deletes other pending calls: they can get no output. The
     * application may have added items since, so the call need not be the last item; but after a user message the
     * conversation has gone on without the output.
     */
    Function<ChatThread, PreparedTurn> toolOutput(RequestContext context, String threadId, RawJson output) {
        Caller caller = context.caller();
        ChatThread thread = threads.load(context, threadId);
        String id = lastPendingCall(caller, thread.id(), 1)
                .or(() -> lastPendingCall(caller, thread.id(), MAX_CALLS_CHECKED))
                .orElseThrow(() ->
                        new WrongStateException(ResourceType.THREAD, thread.id(), "does not wait for a tool's output"));
        return now -> {
            store.updateItem(caller, now.id(), id, item -> withOutput(item, output));
            deletePendingCalls(caller, now.id());
            return PreparedTurn.forContinuation(now, List.of());
        };
    }

    private Optional<String> lastPendingCall(Caller caller, String threadId, int itemsChecked) {
        return store
                .listItems(caller, threadId, ItemScope.VISIBLE, PageRequest.first(itemsChecked, SortOrder.DESC))
                .data()
                .stream()
                .takeWhile(item -> !item.type().equals(ItemTypes.USER_MESSAGE))
                .filter(item -> isPendingToolCall(ItemCodec.toItem(item)))
                .map(ThreadItem::id)
                .findFirst();
    }

    /** Adds the user's answers to the questions that they belong to. */
    Function<ChatThread, PreparedTurn> structuredInput(
            RequestContext context, String threadId, String itemId, StructuredInputAnswers answers) {
        Caller caller = context.caller();
        ChatThread thread = threads.load(context, threadId);
        withAnswers(threads.loadVisible(caller, thread.id(), itemId), answers);
        return now -> {
            ThreadItem stored = store.updateItem(caller, now.id(), itemId, item -> withAnswers(item, answers));
            return PreparedTurn.forContinuation(
                    now, List.of(new ItemReplaced(ItemCodec.toItem(stored, context.base()))));
        };
    }

    /**
     * Deletes the items after a user message and answers it again. A turn that is still running on the thread is not
     * stopped: its items stored so far are deleted, and those it stores later stay.
     */
    Function<ChatThread, PreparedTurn> retry(RequestContext context, String threadId, String itemId) {
        Caller caller = context.caller();
        ChatThread thread = threads.load(context, threadId);
        Item message = ItemCodec.toItem(threads.loadVisible(caller, thread.id(), itemId), context.base());
        if (!(message.content() instanceof UserMessage)) {
            throw new WrongStateException(ResourceType.ITEM, itemId, "is no user message");
        }
        return now -> {
            store.deleteItemsAfter(caller, now.id(), itemId);
            return PreparedTurn.forMessage(now, message, PendingTitle.NONE, List.of());
        };
    }

    static boolean isPendingToolCall(Item item) {
        return item.content() instanceof ClientToolCall call && call.status() == ToolCallStatus.PENDING;
    }

    /** Evaluated within the update, so that the second of two concurrent outputs is rejected. */
    private static ThreadItem withOutput(ThreadItem item, RawJson output) {
        if (ItemCodec.toItem(item).content() instanceof ClientToolCall call
                && call.status() == ToolCallStatus.PENDING) {
            return ItemCodec.withContent(item, call.completed(output));
        }
        throw new WrongStateException(ResourceType.ITEM, item.id(), "does not wait for a tool's output");
    }

    /** In a thread under legal hold they stay, and the conversation goes on. */
    private void deletePendingCalls(Caller caller, String threadId) {
        try {
            deleteAllPendingCalls(caller, threadId);
        } catch (HeldException e) {
            LOG.log(Level.DEBUG, "Pending calls of tools are kept: {0}", e.getMessage());
        }
    }

    private void deleteAllPendingCalls(Caller caller, String threadId) {
        store
                .listItems(caller, threadId, ItemScope.ALL, PageRequest.first(MAX_CALLS_CHECKED, SortOrder.DESC))
                .data()
                .stream()
                .filter(item -> isPendingToolCall(ItemCodec.toItem(item)))
                .forEach(item -> store.deleteItem(caller, threadId, item.id()));
    }

    private static ThreadItem withAnswers(ThreadItem item, StructuredInputAnswers answers) {
        if (ItemCodec.toItem(item).content() instanceof StructuredInputItem questions) {
            if (questions.status() != StructuredInputStatus.PENDING) {
                throw new WrongStateException(ResourceType.ITEM, item.id(), "is answered already");
            }
            return ItemCodec.withContent(item, withAnswers(questions, answers));
        }
        throw new WrongStateException(ResourceType.ITEM, item.id(), "asks no questions");
    }

    /** Answers to unknown questions are ignored; questions without an answer are marked as skipped. */
    static StructuredInputItem withAnswers(StructuredInputItem questions, StructuredInputAnswers answers) {
        return new StructuredInputItem(
                answers.skipped() ? StructuredInputStatus.SKIPPED : StructuredInputStatus.ANSWERED,
                questions.inputs().stream()
                        .map(question -> withAnswer(question, answers))
                        .toList());
    }

    private static StructuredInput withAnswer(StructuredInput question, StructuredInputAnswers answers) {
        return switch (question) {
            case MultipleChoice choice ->
                new MultipleChoice(
                        choice.id(),
                        choice.question(),
                        choice.options(),
                        choice.multiple(),
                        selection(answer(choice.id(), answers), choice.multiple()));
            case Freeform free ->
                new Freeform(free.id(), free.question(), free.description(), answer(free.id(), answers));
            case StructuredInput.Unknown unknown -> unknown;
        };
    }

    private static Answer answer(String questionId, StructuredInputAnswers answers) {
        Answer given = answers.skipped() ? null : answers.answers().get(questionId);
        return given == null || given.skipped() ? Answer.SKIPPED : given;
    }

    private static Answer selection(Answer answer, boolean multiple) {
        return multiple || answer.values().size() < 2
                ? answer
                : new Answer(answer.values().subList(0, 1), answer.skipped());
    }
}
