package ee.chatkit.chat;

import ee.chatkit.journal.NodeTurns;
import ee.chatkit.model.Caller;
import ee.chatkit.model.Ids;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.protocol.event.ThreadStreamEvent;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.item.ItemContent.SdkHiddenContext;
import ee.chatkit.protocol.json.ItemCodec;
import ee.chatkit.protocol.json.ItemTypes;
import ee.chatkit.protocol.json.JournalledEventJson;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.OrphanedTurn;
import ee.chatkit.store.Store;
import ee.chatkit.store.TurnEventPage;
import ee.chatkit.store.UnavailableException;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Deals with the turns of nodes that are gone: stores the partial answer, as far as it was journalled, as a cancelled turn does, and then
 * marks the turn as interrupted, which its followers are told.
 *
 * <p>Both can be repeated: items are saved, not added. The note for the model has an id that depends on the turn alone.
 */
public final class TurnRecovery {
    private static final System.Logger LOG = System.getLogger(TurnRecovery.class.getName());

    private static final String NOTE = "The response was interrupted before it was complete.";

    private final NodeTurns turns;
    private final Store store;

    /** Recovers turns in a store. */
    public TurnRecovery(NodeTurns turns, Store store) {
        this.turns = turns;
        this.store = store;
    }

    /**
     * Takes over turns of nodes that are gone, and recovers them. Called every few seconds by one thread; blocks for the store.
     *
     * @throws UnavailableException if the store is unavailable
     */
    public void run() {
        turns.orphans().forEach(this::recover);
    }

    private void recover(OrphanedTurn orphan) {
        try {
            storePartialAnswer(orphan);
        } catch (NotFoundException e) {
            LOG.log(Level.DEBUG, "Turn {0} is gone: {1}", orphan.turnId(), e.getMessage());
        } catch (UnavailableException e) {
            throw e;
        } catch (RuntimeException e) {
            ApplicationFailures.log(LOG, Level.WARNING, "Partial answer of turn " + orphan.turnId() + " is lost", e);
        }
        turns.interrupt(orphan);
        LOG.log(
                Level.INFO,
                "Turn {0} of thread {1} was interrupted: its node is gone",
                orphan.turnId(),
                orphan.threadId());
    }

    void storePartialAnswer(OrphanedTurn orphan) {
        var pending = new PendingItems();
        Caller caller = orphan.caller();
        long last = 0;
        TurnEventPage page;
        do {
            page = turns.journal().read(caller, orphan.turnId(), last);
            page.events().forEach(event -> apply(event, pending));
            last += page.events().size();
        } while (page.hasMore());
        List<ThreadItem> partial = new ArrayList<>(pending.snapshot().stream()
                .filter(PendingItems::hasVisibleText)
                .map(ItemCodec::toThreadItem)
                .toList());
        if (!partial.isEmpty()) {
            partial.add(note(orphan, page.turn().createdAt()));
        }
        partial.forEach(item -> store.saveItem(caller, item));
    }

    private static void apply(String json, PendingItems pending) {
        JournalledEventJson.read(json).ifPresent(event -> {
            switch (event) {
                case ThreadStreamEvent.ItemAdded(var item) -> pending.add(item);
                case ThreadStreamEvent.ItemUpdated(String id, var update) -> pending.update(id, update);
                case ThreadStreamEvent.ItemRemoved(String id) -> pending.remove(id);
                default -> throw new IllegalStateException("not an event of a pending item");
            }
        });
    }

    private static ThreadItem note(OrphanedTurn orphan, Instant time) {
        var content = new SdkHiddenContext(NOTE);
        String id =
                Ids.prefixForItemType(ItemTypes.of(content)) + orphan.turnId().substring(Ids.TURN.length());
        return ItemCodec.toThreadItem(new Item(id, orphan.threadId(), time, content));
    }
}
