package ee.chatkit.chat;

import ee.chatkit.model.TurnState;
import ee.chatkit.protocol.event.RecordedTurn;
import ee.chatkit.protocol.event.RecordedTurn.RecordedItem;
import ee.chatkit.protocol.event.ThreadStreamEvent;
import ee.chatkit.protocol.event.ThreadStreamEvent.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Records the ids of what a turn stores, for its {@link TurnListener}. Safe for use by multiple threads. */
final class TurnRecording {
    /** More items than this are not recorded: a turn that sent so many is sent again in part. */
    static final int MAX_ITEMS = 1000;

    private static final Failure INTERRUPTED = Failure.custom("The answer was interrupted.", true);

    private final TurnListener listener;

    /** Whether each item existed before, by id. */
    private final Map<String, Boolean> items = new LinkedHashMap<>();

    private @Nullable Consumer<TurnState> onEnd;
    private @Nullable String threadId;
    private boolean threadCreated;
    private @Nullable Failure failure;
    private boolean interrupted;
    private boolean ended;

    TurnRecording(TurnListener listener) {
        this.listener = listener;
    }

    TurnListener listener() {
        return listener;
    }

    /** The input of a turn is stored. */
    synchronized void begin(PreparedTurn turn) {
        threadId = turn.thread().id();
        turn.eventsBeforeOptions().forEach(this::add);
        turn.eventsAfterOptions().forEach(this::add);
    }

    /** The effect of an event is stored. */
    synchronized void add(ThreadStreamEvent event) {
        switch (event) {
            case ThreadStreamEvent.ThreadCreated created -> threadCreated = true;
            case ThreadStreamEvent.ItemDone(var item) -> addItem(item.id(), false);
            case ThreadStreamEvent.ItemReplaced(var item) -> addItem(item.id(), true);
            case ThreadStreamEvent.ItemRemoved(String id) -> items.remove(id);
            case Failure failed -> failure = failed;
            default -> {
                // has no stored effect that is sent again
            }
        }
    }

    /** An item is stored without an event. */
    synchronized void addItem(String id, boolean replaced) {
        if (items.size() < MAX_ITEMS) {
            items.putIfAbsent(id, replaced);
        }
    }

    /** The turn ends without its last event. */
    synchronized void interrupt() {
        failure = INTERRUPTED;
        interrupted = true;
    }

    /** The turn ends without being run. */
    void abandon() {
        synchronized (this) {
            if (!ended) {
                interrupt();
            }
        }
        end();
    }

    /** Sets what is told how the turn has ended, before the turn is run. */
    synchronized void onEnd(Consumer<TurnState> told) {
        onEnd = told;
    }

    private TurnState state() {
        return interrupted ? TurnState.CANCELLED : failure == null ? TurnState.COMPLETED : TurnState.FAILED;
    }

    /** Notifies the listener, once. */
    void end() {
        Optional<RecordedTurn> turn;
        Consumer<TurnState> told;
        TurnState state;
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            turn = Optional.ofNullable(threadId).map(this::turn);
            told = onEnd;
            state = state();
        }
        if (told != null) {
            told.accept(state);
        }
        listener.ended(turn);
    }

    private RecordedTurn turn(String id) {
        List<RecordedItem> recorded = new ArrayList<>();
        items.forEach((itemId, replaced) -> recorded.add(new RecordedItem(itemId, replaced)));
        return new RecordedTurn(id, threadCreated, recorded, failure);
    }

    /** What is stored of a turn that did not end. */
    static RecordedTurn interrupted(String threadId, boolean threadCreated, List<RecordedItem> items) {
        return new RecordedTurn(threadId, threadCreated, items, INTERRUPTED);
    }
}
