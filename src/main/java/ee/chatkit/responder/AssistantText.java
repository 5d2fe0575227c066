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
 * An assistant's message of text that is said piece by piece, with all the events that this takes. The user sees each
 * piece at once; stored is the message at its {@link #finish}, or when the client goes away before that.
 *
 * <p>The message begins with the first character that can be seen: there is no empty one. Pieces may be cut anywhere, also
 * between the halves of a surrogate pair. Not safe for use by many threads.
 */
public final class AssistantText {
    private final ThreadContext context;
    private final EventSink sink;
    private final StringBuilder text = new StringBuilder();
    private @Nullable Item item;

    /** A message of this turn. Nothing is sent yet. */
    public AssistantText(Turn turn, EventSink sink) {
        this.context = turn.context();
        this.sink = sink;
    }

    /**
     * Says a piece, which may be empty.
     *
     * @throws TurnCancelledException when the client is gone
     */
    public void append(String piece) {
        text.append(piece);
        if (item != null && !piece.isEmpty()) {
            update(item, new TextDelta(0, piece));
        } else if (item == null && !piece.isBlank()) {
            begin();
        }
    }

    /** Whether nothing was said, not even a blank. */
    public boolean isEmpty() {
        return text.isEmpty();
    }

    /**
     * Completes and stores the message. Called once.
     *
     * @return the message; empty when there is none, because nothing was said that can be seen
     * @throws TurnCancelledException when the client is gone
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
