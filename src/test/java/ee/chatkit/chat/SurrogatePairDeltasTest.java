package ee.chatkit.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.event.ThreadItemUpdate;
import ee.chatkit.protocol.event.ThreadItemUpdate.TextDelta;
import ee.chatkit.protocol.event.ThreadItemUpdate.WidgetTextDelta;
import ee.chatkit.protocol.event.ThreadStreamEvent;
import ee.chatkit.protocol.event.ThreadStreamEvent.ItemAdded;
import ee.chatkit.protocol.event.ThreadStreamEvent.ItemDone;
import ee.chatkit.protocol.event.ThreadStreamEvent.ItemUpdated;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.item.ItemContent;
import ee.chatkit.protocol.item.ItemContent.AssistantMessage;
import ee.chatkit.protocol.json.EventJson;
import ee.chatkit.protocol.json.ItemCodec;
import ee.chatkit.protocol.request.StreamingRequest;
import ee.chatkit.responder.Responder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Deltas that split surrogate pairs. */
@ParameterizedClass
@EnumSource(StoreFixture.class)
class SurrogatePairDeltasTest {
    private static final StreamingRequest CREATE = new StreamingRequest.ThreadsCreate(ChatFixture.input("Hello"));

    private final StoreFixture stores;

    SurrogatePairDeltasTest(StoreFixture stores) {
        this.stores = stores;
    }

    @Test
    void splitSurrogatePair_isJoined() {
        assertEquals(List.of("a", "😀b"), deltas("a\ud83d", "\ude00b"));
        assertEquals(List.of("😀"), deltas("\ud83d", "\ude00"));
        assertEquals(List.of("", "😀"), deltas("\ud83d", "", "\ude00"));
    }

    @Test
    void loneSurrogate_isReplaced() {
        assertEquals(List.of("a", "\uFFFDb"), deltas("a\ud83d", "b"));
        assertEquals(List.of("\uFFFDb"), deltas("\ude00b"));
        assertEquals(List.of("a\uFFFDb"), deltas("a\ud83db"));
        assertEquals(List.of("a\uFFFD"), deltas("a\0"));
    }

    @Test
    void storedText_isRepairedToo() {
        var chat = new ChatFixture(
                stores, (turn, sink) -> ProbeResponder.sendDone(AssistantMessage.of("a\0\ud83d"), turn, sink));
        var events = chat.run(CREATE);
        var done = assertInstanceOf(ItemDone.class, events.get(3));
        assertEquals(AssistantMessage.of("a\uFFFD\uFFFD"), done.item().content());
        var stored = chat.items(ChatFixture.threadId(events)).getLast();
        assertEquals(done.item(), ItemCodec.toItem(stored));
    }

    @Test
    void surrogatesOfDifferentItems_areNotJoined() {
        var chat = new ChatFixture(stores, (turn, sink) -> {
            Item one = turn.context().newItem(new AssistantMessage(List.of()));
            Item two = turn.context().newItem(new AssistantMessage(List.of()));
            sink.send(new ItemAdded(one));
            sink.send(new ItemAdded(two));
            sink.send(new ItemUpdated(one.id(), new TextDelta(0, "a\ud83d")));
            sink.send(new ItemUpdated(two.id(), new TextDelta(0, "\ude00b")));
            sink.send(new ItemUpdated(one.id(), new TextDelta(0, "\ude00")));
        });
        assertEquals(List.of("a", "\uFFFDb", "😀"), texts(chat.run(CREATE)));
    }

    @Test
    void widgetTextDeltas_areJoinedToo() {
        var chat = new ChatFixture(stores, (turn, sink) -> {
            Item card = turn.context().newItem(new ItemContent.Widget(new RawJson("{\"type\":\"Card\"}"), null));
            sink.send(new ItemAdded(card));
            sink.send(new ItemUpdated(card.id(), new WidgetTextDelta("t", "a\ud83d", false)));
            sink.send(new ItemUpdated(card.id(), new WidgetTextDelta("t", "\ude00", false)));
            sink.send(new ItemUpdated(card.id(), new WidgetTextDelta("t", "b\ud83d", true)));
        });
        assertEquals(List.of("a", "😀", "b\uFFFD"), texts(chat.run(CREATE)));
    }

    @Test
    void loneSurrogateAtTheEndOfACancelledAnswer_isDropped() {
        var chat = new ChatFixture(stores, responderWith("a\ud83d", "b"));
        var events = new ArrayList<ThreadStreamEvent>();
        chat.prepare(CREATE).run(event -> {
            events.add(event);
            if (event instanceof ItemUpdated) {
                throw new IllegalStateException("gone");
            }
        });
        var kept = chat.items(ChatFixture.threadId(events)).get(1);
        assertEquals(AssistantMessage.of("a"), ItemCodec.toItem(kept).content());
    }

    private List<String> deltas(String... deltas) {
        var events = new ChatFixture(stores, responderWith(deltas)).run(CREATE);
        events.forEach(event -> WireJson.value(EventJson.write(event)));
        return texts(events);
    }

    private static Responder responderWith(String... deltas) {
        return (turn, sink) -> {
            Item item = turn.context().newItem(new AssistantMessage(List.of()));
            sink.send(new ItemAdded(item));
            for (String delta : deltas) {
                sink.send(new ItemUpdated(item.id(), new TextDelta(0, delta)));
            }
            sink.send(new ItemDone(item.withContent(AssistantMessage.of(String.join("", deltas)))));
        };
    }

    private static List<String> texts(List<ThreadStreamEvent> events) {
        var texts = new ArrayList<String>();
        for (ThreadStreamEvent event : events) {
            if (event instanceof ItemUpdated(String id, ThreadItemUpdate update)) {
                switch (update) {
                    case TextDelta(int index, String delta) -> texts.add(delta);
                    case WidgetTextDelta(String component, String delta, boolean done) -> texts.add(delta);
                    default -> throw new AssertionError(id);
                }
            }
        }
        return texts;
    }
}
