package ee.chatkit.responder;

import ee.chatkit.protocol.event.ThreadItemUpdate;
import ee.chatkit.protocol.event.ThreadItemUpdate.ContentPartAdded;
import ee.chatkit.protocol.event.ThreadItemUpdate.ContentPartDone;
import ee.chatkit.protocol.event.ThreadItemUpdate.TextDelta;
import ee.chatkit.protocol.event.ThreadStreamEvent.ItemAdded;
import ee.chatkit.protocol.event.ThreadStreamEvent.ItemDone;
import ee.chatkit.protocol.event.ThreadStreamEvent.ItemUpdated;
import ee.chatkit.protocol.item.AssistantContent;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.item.ItemContent.AssistantMessage;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An assistant message of text that is sent delta by delta, with all the events that the protocol requires. The client
 * shows each delta at once. The message is stored by {@link #finish}, or by the engine when the client disconnects
 * before that.
 *
 * <p>The message is created with the first visible character, so there are no empty messages. Deltas may be split
 * anywhere, also within a surrogate pair. Not safe for use by multiple threads.
 */
public final class AssistantText {
    private final ThreadContext context;
    private final EventSink sink;
    private final StringBuilder text = new StringBuilder();
    private @Nullable Item item;

    /**
     * Creates a message of this turn. Nothing is sent yet.
     *
     * @param turn the turn that the message answers
     * @param sink the sink of that turn
     */
    public AssistantText(Turn turn, EventSink sink) {
        this.context = turn.context();
        this.sink = sink;
    }

    /**
     * Appends text to the message, and sends it.
     *
     * @param delta the text; may be empty
     * @throws TurnCancelledException if the client is disconnected
     * @throws RuntimeException if the store fails
     */
    public void append(String delta) {
        text.append(delta);
        if (item != null && !delta.isEmpty()) {
            update(item, new TextDelta(0, delta));
        } else if (item == null && !delta.isBlank()) {
            begin();
        }
    }

    /** Returns whether no text was appended, not even white space. */
    public boolean isEmpty() {
        return text.isEmpty();
    }

    /**
     * Completes and stores the message. Must be called once, after the last text.
     *
     * @return the stored message; empty if no visible text was appended, in which case nothing is stored
     * @throws TurnCancelledException if the client is disconnected
     * @throws RuntimeException if the store fails
     */
    public Optional<Item> finish() {
        if (item == null) {
            return Optional.empty();
        }
        AssistantContent content = AssistantContent.of(text.toString());
        update(item, new ContentPartDone(0, content));
        Item done = item.withContent(new AssistantMessage(List.of(content)));
        sink.send(new ItemDone(done));
        return Optional.of(done);
    }

    private void begin() {
        Item begun = context.newItem(new AssistantMessage(List.of()));
        item = begun;
        sink.send(new ItemAdded(begun));
        update(begun, new ContentPartAdded(0, AssistantContent.of("")));
        update(begun, new TextDelta(0, text.toString()));
    }

    private void update(Item of, ThreadItemUpdate update) {
        sink.send(new ItemUpdated(of.id(), update));
    }
}
