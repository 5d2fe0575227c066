package ee.chatkit.responder.model;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Opportunity;
import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.event.ThreadItemUpdate;
import ee.chatkit.protocol.event.ThreadStreamEvent;
import ee.chatkit.protocol.item.InferenceOptions;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.item.ItemContent;
import ee.chatkit.protocol.item.UserContent;
import ee.chatkit.responder.EventSink;
import ee.chatkit.responder.ThreadContext;
import ee.chatkit.responder.Turn;
import ee.chatkit.responder.TurnCancelledException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A thread with one turn, without the engine. */
final class ResponderFixture implements ThreadContext, EventSink {
    static final ModelOptions.Window WINDOW = new ModelOptions.Window(50, 60_000, 1_000_000);
    static final ModelOptions.Timeouts TIMEOUTS =
            new ModelOptions.Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(40));
    static final ModelOptions OPTIONS = new ModelOptions("Be kind.", Set.of("big"), WINDOW, TIMEOUTS);

    final List<ThreadStreamEvent> events = new CopyOnWriteArrayList<>();
    private final List<Item> items = new ArrayList<>();
    private final List<Runnable> callbacks = new CopyOnWriteArrayList<>();
    private @Nullable Opportunity opportunity;
    private @Nullable Runnable firstDeltaAction;
    private volatile boolean cancelled;
    int pagesRead;

    static ModelOptions options(ModelOptions.Window window, ModelOptions.Timeouts timeouts) {
        return new ModelOptions("Be kind.", Set.of("big"), window, timeouts);
    }

    static ItemContent.UserMessage userMessage(String text) {
        return userMessage(text, InferenceOptions.NONE);
    }

    static ItemContent.UserMessage userMessage(String text, InferenceOptions options) {
        return new ItemContent.UserMessage(List.of(new UserContent.Text(text)), List.of(), null, options);
    }

    ResponderFixture withOpportunity(Opportunity belongsTo) {
        opportunity = belongsTo;
        return this;
    }

    Item add(ItemContent content) {
        Item item = newItem(content);
        items.add(item);
        return item;
    }

    /** A turn with a new message. */
    Turn turn(String text) {
        return turn(userMessage(text));
    }

    Turn turn(ItemContent content) {
        return turn(add(content));
    }

    Turn turn(@Nullable Item message) {
        return new Turn(
                new Caller("ada"),
                ChatThread.create("thr_1", Instant.EPOCH),
                opportunity,
                message,
                new RawJson("{\"opportunity\":\"what the client claims\"}"),
                Locale.ROOT,
                this);
    }

    void onFirstDelta(Runnable action) {
        firstDeltaAction = action;
    }

    void cancel() {
        cancelled = true;
        callbacks.forEach(Runnable::run);
    }

    /** The text that the client has received. */
    String receivedText() {
        var text = new StringBuilder();
        deltas().forEach(text::append);
        return text.toString();
    }

    List<String> deltas() {
        var deltas = new ArrayList<String>();
        for (ThreadStreamEvent event : events) {
            if (event
                    instanceof
                    ThreadStreamEvent.ItemUpdated(String id, ThreadItemUpdate.TextDelta(int index, String delta))) {
                deltas.add(delta);
            }
        }
        return deltas;
    }

    List<String> eventTypes() {
        return events.stream()
                .map(event -> event instanceof ThreadStreamEvent.ItemUpdated(String id, ThreadItemUpdate update)
                        ? update.getClass().getSimpleName()
                        : event.getClass().getSimpleName())
                .toList();
    }

    /** The contents of completed items. */
    List<ItemContent> doneItems() {
        var done = new ArrayList<ItemContent>();
        for (ThreadStreamEvent event : events) {
            if (event instanceof ThreadStreamEvent.ItemDone(Item item)) {
                done.add(item.content());
            }
        }
        return done;
    }

    @Override
    public Page<Item> items(PageRequest page) {
        pagesRead++;
        List<Item> ordered = page.order() == SortOrder.DESC ? items.reversed() : items;
        int from = 0;
        if (page.after() != null) {
            while (!ordered.get(from++).id().equals(page.after().id())) {}
        }
        List<Item> rows = ordered.subList(from, Math.min(ordered.size(), from + page.limit() + 1));
        return Page.of(rows, page.limit(), Item::id);
    }

    @Override
    public Item newItem(ItemContent content) {
        return new Item("msg_" + (items.size() + events.size()), "thr_1", Instant.EPOCH, content);
    }

    @Override
    public ChatThread updateThread(UnaryOperator<ChatThread> change) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void send(ThreadStreamEvent event) {
        if (cancelled) {
            throw new TurnCancelledException();
        }
        events.add(event);
        Runnable action = firstDeltaAction;
        if (action != null && !deltas().isEmpty()) {
            firstDeltaAction = null;
            action.run();
        }
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public void onCancel(Runnable callback) {
        callbacks.add(callback);
        if (cancelled) {
            callback.run();
        }
    }
}
