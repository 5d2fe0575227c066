package ee.chatkit.protocol.event;

import ee.chatkit.protocol.event.ThreadStreamEvent.Failure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a turn has stored, by ids, from which its events can be sent again.
 *
 * @param threadId the id of the thread
 * @param threadCreated whether the turn has created the thread
 * @param items the visible items that the turn has added or replaced, in the order of their events
 * @param failure the error event at the end; null if the turn is complete
 */
public record RecordedTurn(
        String threadId,
        boolean threadCreated,
        List<RecordedItem> items,
        @Nullable Failure failure) {
    public RecordedTurn {
        items = List.copyOf(items);
    }

    /**
     * An item of a turn.
     *
     * @param itemId the id
     * @param replaced whether it existed before the turn
     */
    public record RecordedItem(String itemId, boolean replaced) {}
}
