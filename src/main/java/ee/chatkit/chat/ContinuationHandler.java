package ee.chatkit.chat;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.event.ThreadStreamEvent.ItemReplaced;
import ee.chatkit.protocol.item.ItemContent.StructuredInputItem;
import ee.chatkit.protocol.item.ItemContent.UserMessage;
import ee.chatkit.protocol.item.StructuredInputStatus;
import ee.chatkit.protocol.json.ItemCodec;
import ee.chatkit.protocol.request.StructuredInputAnswers;
import ee.chatkit.store.ItemScope;
import ee.chatkit.store.ResourceType;
import ee.chatkit.store.Store;
import java.util.List;

/** Turns that go on from an item that is in the thread already. */
final class ContinuationHandler {
    private static final int MAX_CALLS_CHECKED = 20;

    private final Store store;
    private final ThreadAccess threadAccess;

    ContinuationHandler(ChatServices chatServices, ThreadAccess threadAccess) {
        this.store = chatServices.store();
        this.threadAccess = threadAccess;
    }

    /** Completes the call that stands last, and forgets others that nobody will answer any more. */
    PreparedTurn.TurnInput toolOutput(Caller caller, ChatThread thread, RawJson result) {
        List<ThreadItem> last = store.listItems(
                        caller, thread.id(), ItemScope.VISIBLE, PageRequest.first(1, SortOrder.DESC))
                .data();
        if (last.isEmpty() || !ClientToolCalls.isPending(ItemCodec.toItem(last.getFirst()))) {
            throw new WrongStateException(ResourceType.THREAD, thread.id(), "does not wait for a tool's output");
        }
        String id = last.getFirst().id();
        return now -> {
            store.updateItem(caller, now.id(), id, item -> ClientToolCalls.completed(item, result));
            dropPendingCalls(caller, now.id());
            return PreparedTurn.forContinuation(now, List.of());
        };
    }

    /** Puts the answers to their questions. */
    PreparedTurn.TurnInput structuredInput(
            Caller caller, ChatThread thread, String itemId, StructuredInputAnswers answers) {
        ThreadItem found = threadAccess.loadVisible(caller, thread, itemId);
        withAnswers(found, answers);
        return now -> {
            ThreadItem stored = store.updateItem(caller, now.id(), itemId, item -> withAnswers(item, answers));
            return PreparedTurn.forContinuation(now, List.of(new ItemReplaced(ItemCodec.toItem(stored))));
        };
    }

    /**
     * Forgets what came behind a user message and answers that again. A turn that still runs on the thread is not
     * stopped: what it has stored is forgotten, what it stores from now on stays, as with any turns at once.
     */
    PreparedTurn.TurnInput retry(Caller caller, ChatThread thread, String itemId) {
        ThreadItem found = threadAccess.loadVisible(caller, thread, itemId);
        var message = ItemCodec.toItem(found);
        if (!(message.content() instanceof UserMessage)) {
            throw new WrongStateException(ResourceType.ITEM, itemId, "is no user message");
        }
        return now -> {
            store.deleteItemsAfter(caller, now.id(), itemId);
            return PreparedTurn.forMessage(now, message, null, List.of());
        };
    }

    private void dropPendingCalls(Caller caller, String threadId) {
        store
                .listItems(caller, threadId, ItemScope.ALL, PageRequest.first(MAX_CALLS_CHECKED, SortOrder.DESC))
                .data()
                .stream()
                .filter(item -> ClientToolCalls.isPending(ItemCodec.toItem(item)))
                .forEach(item -> store.deleteItem(caller, threadId, item.id()));
    }

    private static ThreadItem withAnswers(ThreadItem item, StructuredInputAnswers answers) {
        if (ItemCodec.toItem(item).content() instanceof StructuredInputItem questions) {
            if (questions.status() != StructuredInputStatus.PENDING) {
                throw new WrongStateException(ResourceType.ITEM, item.id(), "is answered already");
            }
            return ItemCodec.withContent(item, StructuredInputMerger.applied(questions, answers));
        }
        throw new WrongStateException(ResourceType.ITEM, item.id(), "asks no questions");
    }
}
