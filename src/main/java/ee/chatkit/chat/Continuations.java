package ee.chatkit.chat;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Order;
import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.protocol.Json;
import ee.chatkit.protocol.event.ThreadStreamEvent.ItemReplaced;
import ee.chatkit.protocol.item.ItemContent.ClientToolCall;
import ee.chatkit.protocol.item.ItemContent.StructuredInputItem;
import ee.chatkit.protocol.item.ItemContent.UserMessage;
import ee.chatkit.protocol.item.StructuredInputStatus;
import ee.chatkit.protocol.item.ToolCallStatus;
import ee.chatkit.protocol.json.ItemCodec;
import ee.chatkit.protocol.request.StructuredInputAnswers;
import ee.chatkit.store.ItemScope;
import ee.chatkit.store.Kind;
import ee.chatkit.store.Store;
import java.util.ArrayList;
import java.util.List;

/** Turns that go on from an item that is in the thread already. */
final class Continuations {
    private static final int CALLS_LOOKED_AT = 20;

    private final Store store;
    private final Threads threads;

    Continuations(Services services, Threads threads) {
        this.store = services.store();
        this.threads = threads;
    }

    /** Completes the call that stands last, and forgets others that nobody will answer any more. */
    Start.Step toolOutput(Caller caller, ChatThread thread, Json result) {
        List<ThreadItem> last = store.listItems(
                        caller, thread.id(), ItemScope.VISIBLE, PageRequest.first(1, Order.DESC))
                .data();
        if (last.isEmpty() || !isPendingCall(last.getFirst())) {
            throw new WrongStateException(Kind.THREAD, thread.id(), "does not wait for a tool's output");
        }
        String id = last.getFirst().id();
        return () -> {
            store.updateItem(caller, thread.id(), id, item -> completed(item, result));
            dropPendingCalls(caller, thread.id());
            return Start.goingOn(thread, List.of());
        };
    }

    /** Puts the answers to their questions. */
    Start.Step structuredInput(Caller caller, ChatThread thread, String itemId, StructuredInputAnswers answers) {
        ThreadItem found = threads.loadVisible(caller, thread, itemId);
        answered(found, answers);
        return () -> {
            ThreadItem stored = store.updateItem(caller, thread.id(), itemId, item -> answered(item, answers));
            return Start.goingOn(thread, List.of(new ItemReplaced(ItemCodec.typed(stored))));
        };
    }

    /** Forgets what came behind a user message and answers that again. */
    Start.Step retry(Caller caller, ChatThread thread, String itemId) {
        ThreadItem found = threads.loadVisible(caller, thread, itemId);
        var message = ItemCodec.typed(found);
        if (!(message.content() instanceof UserMessage)) {
            throw new WrongStateException(Kind.ITEM, itemId, "is no user message");
        }
        return () -> {
            deleteBehind(caller, thread.id(), itemId);
            return Start.ofMessage(thread, message, List.of());
        };
    }

    /** The newest goes first, so that a retry which breaks off leaves a thread that merely ends earlier. */
    private void deleteBehind(Caller caller, String threadId, String itemId) {
        store.loadItem(caller, threadId, itemId);
        var behind = new ArrayList<String>();
        var request = PageRequest.first(PageRequest.MAX_LIMIT, Order.DESC);
        while (true) {
            Page<ThreadItem> page = store.listItems(caller, threadId, ItemScope.ALL, request);
            for (ThreadItem item : page.data()) {
                if (item.id().equals(itemId)) {
                    behind.forEach(id -> store.deleteItem(caller, threadId, id));
                    return;
                }
                behind.add(item.id());
            }
            if (!page.hasMore()) {
                return; // deleted meanwhile: then nothing stands behind it
            }
            request = request.next(page);
        }
    }

    private void dropPendingCalls(Caller caller, String threadId) {
        store.listItems(caller, threadId, ItemScope.ALL, PageRequest.first(CALLS_LOOKED_AT, Order.DESC)).data().stream()
                .filter(Continuations::isPendingCall)
                .forEach(item -> store.deleteItem(caller, threadId, item.id()));
    }

    private static boolean isPendingCall(ThreadItem item) {
        return ItemCodec.typed(item).content() instanceof ClientToolCall call
                && call.status() == ToolCallStatus.PENDING;
    }

    /** Of two outputs at the same time the second is refused. */
    private static ThreadItem completed(ThreadItem item, Json result) {
        if (ItemCodec.typed(item).content() instanceof ClientToolCall call && call.status() == ToolCallStatus.PENDING) {
            return ItemCodec.withContent(item, call.completed(result));
        }
        throw new WrongStateException(Kind.ITEM, item.id(), "does not wait for a tool's output");
    }

    private static ThreadItem answered(ThreadItem item, StructuredInputAnswers answers) {
        if (ItemCodec.typed(item).content() instanceof StructuredInputItem questions) {
            if (questions.status() != StructuredInputStatus.PENDING) {
                throw new WrongStateException(Kind.ITEM, item.id(), "is answered already");
            }
            return ItemCodec.withContent(item, StructuredAnswers.applied(questions, answers));
        }
        throw new WrongStateException(Kind.ITEM, item.id(), "asks no questions");
    }
}
