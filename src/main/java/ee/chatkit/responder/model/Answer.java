package ee.chatkit.responder.model;

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
import ee.chatkit.responder.EventSink;
import ee.chatkit.responder.TurnThread;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Streams an assistant's message. It begins with the first character that can be seen: there is no empty one. */
final class Answer {
    private final TurnThread conversation;
    private final EventSink sink;
    private final WholeCharacters characters = new WholeCharacters();
    private final StringBuilder text = new StringBuilder();
    private @Nullable Item item;

    Answer(TurnThread conversation, EventSink sink) {
        this.conversation = conversation;
        this.sink = sink;
    }

    void say(String piece) {
        put(characters.next(piece));
    }

    /** Whether anything was heard of it, blanks too. */
    boolean isEmpty() {
        return text.isEmpty();
    }

    /**
     * Completes the message.
     *
     * @return whether there is one
     */
    boolean end() {
        put(characters.rest());
        if (item == null) {
            return false;
        }
        AssistantContent content = AssistantContent.of(text.toString());
        update(item, new ContentPartDone(0, content));
        sink.send(new ItemDone(item.withContent(new AssistantMessage(List.of(content)))));
        return true;
    }

    private void put(String piece) {
        text.append(piece);
        if (item != null && !piece.isEmpty()) {
            update(item, new TextDelta(0, piece));
        } else if (item == null && !piece.isBlank()) {
            begin();
        }
    }

    private void begin() {
        Item begun = conversation.newItem(new AssistantMessage(List.of()));
        item = begun;
        sink.send(new ItemAdded(begun));
        update(begun, new ContentPartAdded(0, AssistantContent.of("")));
        update(begun, new TextDelta(0, text.toString()));
    }

    private void update(Item of, ThreadItemUpdate update) {
        sink.send(new ItemUpdated(of.id(), update));
    }
}
