package ee.chatkit.chat;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.item.ItemContent;
import ee.chatkit.protocol.json.ItemCodec;
import ee.chatkit.protocol.json.ItemTypes;
import ee.chatkit.responder.ThreadContext;
import ee.chatkit.store.ItemScope;
import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;

/** A responder's view of its thread in the store. */
record StoreThreadContext(
        ChatServices services,
        Caller caller,
        URI base,
        String threadId,
        TurnInterrupter interrupter,
        AtomicBoolean threadChanged)
        implements ThreadContext {
    StoreThreadContext(ChatServices services, Caller caller, URI base, String threadId, TurnInterrupter interrupter) {
        this(services, caller, base, threadId, interrupter, new AtomicBoolean());
    }

    @Override
    public Page<Item> items(PageRequest page) {
        Page<ThreadItem> stored =
                interrupter.withoutInterrupts(() -> services.store().listItems(caller, threadId, ItemScope.ALL, page));
        return new Page<>(
                stored.data().stream()
                        .map(item -> ItemCodec.toItem(item, base))
                        .filter(item -> !ContinuationHandler.isPendingToolCall(item))
                        .toList(),
                stored.after());
    }

    @Override
    public Item newItem(ItemContent content) {
        String id = services.store().generateItemId(ItemTypes.of(content));
        return new Item(id, threadId, services.clock().instant(), content);
    }

    @Override
    public ChatThread updateThread(UnaryOperator<ChatThread> change) {
        ChatThread changed =
                interrupter.withoutInterrupts(() -> services.store().updateThread(caller, threadId, change));
        threadChanged.set(true);
        return changed;
    }
}
