package ee.chatkit.chat;

import static ee.chatkit.chat.ChatFixture.kinds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.ThreadItem;
import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.event.ThreadItemUpdate.TextDelta;
import ee.chatkit.protocol.event.ThreadStreamEvent;
import ee.chatkit.protocol.event.ThreadStreamEvent.Failure;
import ee.chatkit.protocol.event.ThreadStreamEvent.ItemAdded;
import ee.chatkit.protocol.event.ThreadStreamEvent.ItemDone;
import ee.chatkit.protocol.event.ThreadStreamEvent.ItemUpdated;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.item.ItemContent.AssistantMessage;
import ee.chatkit.protocol.item.ItemContent.ClientToolCall;
import ee.chatkit.protocol.item.ItemContent.HiddenContext;
import ee.chatkit.protocol.item.StructuredInput.Answer;
import ee.chatkit.protocol.item.StructuredInputStatus;
import ee.chatkit.protocol.json.ItemCodec;
import ee.chatkit.protocol.request.ImmediateRequest;
import ee.chatkit.protocol.request.StreamingRequest;
import ee.chatkit.protocol.request.StructuredInputAnswers;
import ee.chatkit.responder.Responder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(StoreFixture.class)
class TurnRunnerTest {
    private static final RawJson RESULT = new RawJson("{\"colour\":\"red\"}");

    private final StoreFixture stores;
    private final ChatFixture rig;

    TurnRunnerTest(StoreFixture stores) {
        this.stores = stores;
        this.rig = new ChatFixture(stores, new ProbeResponder());
    }

    @Test
    void hiddenItemsAreStoredAndNeverShown() {
        var other = new ChatFixture(stores, (turn, sink) -> {
            Item hidden = turn.conversation().newItem(new HiddenContext(new RawJson("{\"secret\":1}")));
            sink.send(new ItemAdded(hidden));
            sink.send(new ItemUpdated(hidden.id(), new TextDelta(0, "x")));
            sink.send(new ItemDone(hidden));
            sink.send(new ThreadStreamEvent.ItemReplaced(hidden));
            sink.send(new ThreadStreamEvent.ItemRemoved(hidden.id()));
            sink.send(new ItemDone(hidden));
        });
        var events = other.run(new StreamingRequest.ThreadsCreate(ChatFixture.input("Hello")));
        String thread = ChatFixture.threadOf(events);
        assertEquals(List.of("ThreadCreated", "ItemDone", "StreamOptions", "ThreadUpdated"), kinds(events));
        assertEquals(List.of("user_message", "hidden_context_item"), other.types(thread));
        String seen = other.server.answer(other.everything(), new ImmediateRequest.ThreadsGetById(thread));
        assertFalse(seen.contains("secret"), seen);
    }

    @Test
    void aToolsOutputDropsOtherPendingCalls() {
        String thread = rig.begin("/probe tool");
        rig.run(ChatFixture.say(thread, "/probe tool"));
        rig.run(new StreamingRequest.ThreadsAddClientToolOutput(thread, RESULT));
        assertEquals(
                List.of("user_message", "user_message", "client_tool_call", "assistant_message"), rig.types(thread));
        var call = (ClientToolCall) typed(rig.items(thread).get(2)).content();
        assertEquals(WireJson.value(RESULT), WireJson.value(call.output()));
    }

    @Test
    void aRetryForgetsWhatCameBehindTheMessage() {
        String thread = rig.begin("First");
        var before = rig.items(thread);
        rig.run(ChatFixture.say(thread, "/probe hidden"));
        rig.run(ChatFixture.say(thread, "Third"));
        var events = rig.run(new StreamingRequest.ThreadsRetryAfterItem(
                thread, before.getFirst().id()));
        assertEquals("StreamOptions", kinds(events).getFirst());
        assertEquals(List.of("user_message", "assistant_message"), rig.types(thread));
        assertEquals(before.getFirst(), rig.items(thread).getFirst());
        assertEquals(before.getLast().content(), rig.items(thread).getLast().content());
    }

    @Test
    void whatIsSkippedAtOnceIsSkippedOneByOne() {
        var given = new StructuredInputAnswers(true, Map.of("q1", new Answer(List.of("red"), false)));
        var applied = StructuredInputMerger.applied(ProbeResponder.questions(), given);
        assertEquals(StructuredInputStatus.SKIPPED, applied.status());
        assertTrue(applied.inputs().toString().contains("skipped=true"));
        assertFalse(applied.inputs().toString().contains("skipped=false"));
    }

    @Test
    void aResponderThatSendsWhatDoesNotFitFailsItsTurnOnly() {
        Responder wrong = (turn, sink) -> {
            Item item = turn.conversation().newItem(new AssistantMessage(List.of()));
            sink.send(new ItemAdded(item));
            sink.send(new ItemUpdated(item.id(), new TextDelta(7, "x")));
        };
        var other = new ChatFixture(stores, wrong);
        var events = other.run(new StreamingRequest.ThreadsCreate(ChatFixture.input("Hello")));
        assertEquals(Failure.streamError(true), events.getLast());
        assertEquals(List.of("user_message"), other.types(ChatFixture.threadOf(events)));
    }

    @Test
    void whatIsStoredIsThereWhenTheClientHearsOfIt() {
        String thread = rig.begin("Hello");
        var seen = new AtomicInteger();
        rig.prepare(ChatFixture.say(thread, "/probe replace")).run(event -> {
            switch (event) {
                case ItemDone(Item item) -> seen.addAndGet(stored(thread, item) ? 1 : 100);
                case ThreadStreamEvent.ItemReplaced(Item item) -> seen.addAndGet(stored(thread, item) ? 1 : 100);
                default -> {}
            }
        });
        assertEquals(3, seen.get());
    }

    private boolean stored(String thread, Item item) {
        return typed(rig.store.loadItem(rig.ann, thread, item.id())).equals(item);
    }

    private static Item typed(ThreadItem item) {
        return ItemCodec.toItem(item);
    }
}
