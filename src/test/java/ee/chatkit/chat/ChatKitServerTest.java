package ee.chatkit.chat;

import static ee.chatkit.chat.ChatFixture.eventTypes;
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
class ChatKitServerTest {
    private static final RawJson RESULT = new RawJson("{\"colour\":\"red\"}");

    private final StoreFixture stores;
    private final ChatFixture chat;

    ChatKitServerTest(StoreFixture stores) {
        this.stores = stores;
        this.chat = new ChatFixture(stores, new ProbeResponder());
    }

    @Test
    void hiddenItems_areStoredButNotSent() {
        var other = new ChatFixture(stores, (turn, sink) -> {
            Item hidden = turn.context().newItem(new HiddenContext(new RawJson("{\"secret\":1}")));
            sink.send(new ItemAdded(hidden));
            sink.send(new ItemUpdated(hidden.id(), new TextDelta(0, "x")));
            sink.send(new ItemDone(hidden));
            sink.send(new ThreadStreamEvent.ItemReplaced(hidden));
            sink.send(new ThreadStreamEvent.ItemRemoved(hidden.id()));
            sink.send(new ItemDone(hidden));
        });
        var events = other.run(new StreamingRequest.ThreadsCreate(ChatFixture.input("Hello")));
        String thread = ChatFixture.threadId(events);
        assertEquals(List.of("ThreadCreated", "ItemDone", "StreamOptions", "ThreadUpdated"), eventTypes(events));
        assertEquals(List.of("user_message", "hidden_context_item"), other.itemTypes(thread));
        String seen = other.server.answer(other.context(), new ImmediateRequest.ThreadsGetById(thread));
        assertFalse(seen.contains("secret"), seen);
    }

    @Test
    void toolOutput_removesOtherPendingCalls() {
        String thread = chat.createThread("/probe tool");
        chat.run(ChatFixture.userMessage(thread, "/probe tool"));
        chat.run(new StreamingRequest.ThreadsAddClientToolOutput(thread, RESULT));
        assertEquals(
                List.of("user_message", "user_message", "client_tool_call", "assistant_message"),
                chat.itemTypes(thread));
        var call = (ClientToolCall) typed(chat.items(thread).get(2)).content();
        assertEquals(WireJson.value(RESULT), WireJson.value(call.output()));
    }

    @Test
    void retry_removesItemsAfterTheMessage() {
        String thread = chat.createThread("First");
        var before = chat.items(thread);
        chat.run(ChatFixture.userMessage(thread, "/probe hidden"));
        chat.run(ChatFixture.userMessage(thread, "Third"));
        var events = chat.run(new StreamingRequest.ThreadsRetryAfterItem(
                thread, before.getFirst().id()));
        assertEquals("StreamOptions", eventTypes(events).getFirst());
        assertEquals(List.of("user_message", "assistant_message"), chat.itemTypes(thread));
        assertEquals(before.getFirst(), chat.items(thread).getFirst());
        assertEquals(before.getLast().content(), chat.items(thread).getLast().content());
    }

    @Test
    void skippedStructuredInput_skipsEveryQuestion() {
        var given = new StructuredInputAnswers(true, Map.of("q1", new Answer(List.of("red"), false)));
        var applied = ContinuationHandler.withAnswers(ProbeResponder.questions(), given);
        assertEquals(StructuredInputStatus.SKIPPED, applied.status());
        assertTrue(applied.inputs().toString().contains("skipped=true"));
        assertFalse(applied.inputs().toString().contains("skipped=false"));
    }

    @Test
    void invalidUpdate_failsItsTurnOnly() {
        Responder wrong = (turn, sink) -> {
            Item item = turn.context().newItem(new AssistantMessage(List.of()));
            sink.send(new ItemAdded(item));
            sink.send(new ItemUpdated(item.id(), new TextDelta(7, "x")));
        };
        var other = new ChatFixture(stores, wrong);
        var events = other.run(new StreamingRequest.ThreadsCreate(ChatFixture.input("Hello")));
        assertEquals(Failure.streamError(true), events.getLast());
        assertEquals(List.of("user_message"), other.itemTypes(ChatFixture.threadId(events)));
    }

    @Test
    void items_areStoredBeforeTheyAreSent() {
        String thread = chat.createThread("Hello");
        var seen = new AtomicInteger();
        chat.prepare(ChatFixture.userMessage(thread, "/probe replace")).run(event -> {
            switch (event) {
                case ItemDone(Item item) -> seen.addAndGet(stored(thread, item) ? 1 : 100);
                case ThreadStreamEvent.ItemReplaced(Item item) -> seen.addAndGet(stored(thread, item) ? 1 : 100);
                default -> {}
            }
        });
        assertEquals(3, seen.get());
    }

    private boolean stored(String thread, Item item) {
        return typed(chat.store.loadItem(chat.caller, thread, item.id())).equals(item);
    }

    private static Item typed(ThreadItem item) {
        return ItemCodec.toItem(item);
    }
}
