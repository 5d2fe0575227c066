package ee.chatkit.chat;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.protocol.event.ThreadItemUpdate;
import ee.chatkit.protocol.event.ThreadStreamEvent;
import ee.chatkit.protocol.event.ThreadStreamEvent.ItemUpdated;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.json.ItemCodec;
import ee.chatkit.store.AppendResult;
import ee.chatkit.store.ConflictException;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.Store;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Stores the items of a turn. Completed, replaced and removed items are stored at once; added and updated ones are kept
 * in {@link PendingItems}. Not safe for use by multiple threads.
 */
final class TurnItemRecorder {
    private final Store store;
    private final Caller caller;
    private final String threadId;
    private final Consumer<ChatThread> onThreadWritten;
    private final PendingItems pending = new PendingItems();
    private final SurrogateSafeDeltas deltas = new SurrogateSafeDeltas();
    private final Set<String> stored = new HashSet<>();

    /** Whether the items that this turn has touched are hidden. */
    private final Map<String, Boolean> hidden = new HashMap<>();

    /** @param onThreadWritten gets the thread as it is stored with an item */
    TurnItemRecorder(Store store, Caller caller, String threadId, Consumer<ChatThread> onThreadWritten) {
        this.store = store;
        this.caller = caller;
        this.threadId = threadId;
        this.onThreadWritten = onThreadWritten;
    }

    /** Stores the effect of an event, and returns the event to forward; empty if the client must not see it. */
    Optional<ThreadStreamEvent> record(ThreadStreamEvent event) {
        return switch (event) {
            case ThreadStreamEvent.ItemAdded(Item item) -> {
                requireOfThisThread(item);
                pending.add(item);
                yield visible(event, item);
            }
            case ItemUpdated(String id, var update) ->
                deltas.joinSurrogates(id, update).flatMap(joined -> updated(id, joined));
            case ThreadStreamEvent.ItemDone(Item item) -> {
                requireOfThisThread(item);
                yield completed(new ThreadStreamEvent.ItemDone(add(item)), item);
            }
            case ThreadStreamEvent.ItemReplaced(Item item) -> {
                requireOfThisThread(item);
                save(item);
                yield completed(event, item);
            }
            case ThreadStreamEvent.ItemRemoved(String id) -> removed(event, id);
            case ThreadStreamEvent.ThreadCreated other -> Optional.empty();
            case ThreadStreamEvent.ThreadUpdated other -> Optional.empty();
            case ThreadStreamEvent.StreamOptions other -> Optional.of(event);
            case ThreadStreamEvent.ProgressUpdate other -> Optional.of(event);
            case ThreadStreamEvent.ClientEffect other -> Optional.of(event);
            case ThreadStreamEvent.Failure other -> Optional.of(event);
            case ThreadStreamEvent.Notice other -> Optional.of(event);
        };
    }

    /** The text of items that will not be completed. */
    List<ThreadItem> pending() {
        return pending.snapshot().stream()
                .filter(PendingItems::hasVisibleText)
                .map(ItemCodec::toThreadItem)
                .toList();
    }

    /** The item that an event completes, if it does. */
    static Optional<ThreadItem> finishedItem(ThreadStreamEvent event) {
        return switch (event) {
            case ThreadStreamEvent.ItemDone(Item item) -> Optional.of(ItemCodec.toThreadItem(item));
            case ThreadStreamEvent.ItemReplaced(Item item) -> Optional.of(ItemCodec.toThreadItem(item));
            default -> Optional.empty();
        };
    }

    private Optional<ThreadStreamEvent> updated(String itemId, ThreadItemUpdate update) {
        pending.update(itemId, update);
        return isHidden(itemId) ? Optional.empty() : Optional.of(new ItemUpdated(itemId, update));
    }

    private Optional<ThreadStreamEvent> completed(ThreadStreamEvent event, Item item) {
        discardPending(item.id());
        return visible(event, item);
    }

    private Optional<ThreadStreamEvent> removed(ThreadStreamEvent event, String itemId) {
        boolean seen = !isHidden(itemId);
        store.deleteItem(caller, threadId, itemId);
        stored.remove(itemId);
        discardPending(itemId);
        return seen ? Optional.of(event) : Optional.empty();
    }

    private void discardPending(String itemId) {
        pending.remove(itemId);
        deltas.discard(itemId);
    }

    /** Most items are new, and adding is one statement, saving several. Returns the item with the time as stored. */
    private Item add(Item item) {
        if (!stored.contains(item.id())) {
            try {
                AppendResult result = store.addItem(caller, ItemCodec.toThreadItem(item));
                stored.add(item.id());
                onThreadWritten.accept(result.thread());
                return item.withCreatedAt(result.createdAt());
            } catch (ConflictException e) {
                stored.add(item.id());
            }
        }
        save(item);
        return item;
    }

    private void save(Item item) {
        store.saveItem(caller, ItemCodec.toThreadItem(item));
        stored.add(item.id());
    }

    private Optional<ThreadStreamEvent> visible(ThreadStreamEvent event, Item item) {
        hidden.put(item.id(), item.hidden());
        return item.hidden() ? Optional.empty() : Optional.of(event);
    }

    /** Reads an item of an earlier turn once. */
    private boolean isHidden(String itemId) {
        return hidden.computeIfAbsent(itemId, this::isHiddenInStore);
    }

    private boolean isHiddenInStore(String itemId) {
        try {
            return store.loadItem(caller, threadId, itemId).hidden();
        } catch (NotFoundException e) {
            return false;
        }
    }

    private void requireOfThisThread(Item item) {
        if (!item.threadId().equals(threadId)) {
            throw new IllegalArgumentException("the item belongs to another thread");
        }
    }
}
