package ee.chatkit.responder.echo;

import ee.chatkit.protocol.event.ThreadItemUpdate;
import ee.chatkit.protocol.event.ThreadStreamEvent.ItemAdded;
import ee.chatkit.protocol.event.ThreadStreamEvent.ItemDone;
import ee.chatkit.protocol.event.ThreadStreamEvent.ItemUpdated;
import ee.chatkit.protocol.item.AssistantContent;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.item.ItemContent.AssistantMessage;
import ee.chatkit.protocol.item.ItemContent.UserMessage;
import ee.chatkit.protocol.item.UserContent;
import ee.chatkit.responder.EventSink;
import ee.chatkit.responder.Responder;
import ee.chatkit.responder.Turn;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Repeats what the user said, in pieces of a few characters. */
public final class EchoResponder implements Responder {
    private static final int PIECE = 8;

    @Override
    public void respond(Turn turn, EventSink sink) {
        say("You said: " + text(turn.message()), turn, sink);
    }

    private static void say(String text, Turn turn, EventSink sink) {
        Item item = turn.conversation().newItem(new AssistantMessage(List.of()));
        sink.send(new ItemAdded(item));
        update(new ThreadItemUpdate.ContentPartAdded(0, AssistantContent.of("")), item, sink);
        for (int from = 0; from < text.length(); ) {
            int to = text.offsetByCodePoints(from, Math.min(PIECE, text.codePointCount(from, text.length())));
            update(new ThreadItemUpdate.TextDelta(0, text.substring(from, to)), item, sink);
            from = to;
        }
        update(new ThreadItemUpdate.ContentPartDone(0, AssistantContent.of(text)), item, sink);
        sink.send(new ItemDone(item.withContent(AssistantMessage.of(text))));
    }

    private static void update(ThreadItemUpdate update, Item item, EventSink sink) {
        sink.send(new ItemUpdated(item.id(), update));
    }

    private static String text(@Nullable Item message) {
        if (message == null || !(message.content() instanceof UserMessage said)) {
            return "(no message)";
        }
        var text = new StringBuilder();
        for (UserContent part : said.content()) {
            switch (part) {
                case UserContent.Text words -> text.append(words.text());
                case UserContent.Tag tag -> text.append(tag.text());
                case UserContent.Unknown unknown -> {}
            }
        }
        return text.toString();
    }
}
