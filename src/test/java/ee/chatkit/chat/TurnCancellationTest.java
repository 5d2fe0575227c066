package ee.chatkit.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.protocol.event.ThreadItemUpdate.TextDelta;
import ee.chatkit.protocol.event.ThreadStreamEvent;
import ee.chatkit.protocol.event.ThreadStreamEvent.ItemAdded;
import ee.chatkit.protocol.event.ThreadStreamEvent.ItemUpdated;
import ee.chatkit.protocol.event.ThreadStreamEvent.ProgressUpdate;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.item.ItemContent.AssistantMessage;
import ee.chatkit.protocol.item.ItemContent.SdkHiddenContext;
import ee.chatkit.protocol.json.ItemCodec;
import ee.chatkit.protocol.request.StreamingRequest;
import ee.chatkit.responder.EventSink;
import ee.chatkit.responder.TurnCancelledException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(StoreFixture.class)
class TurnCancellationTest {

    private final StoreFixture stores;
    private final ChatFixture chat;

    TurnCancellationTest(StoreFixture stores) {
        this.stores = stores;
        this.chat = new ChatFixture(stores, new ProbeResponder());
    }

    @Test
    void disconnect_storesThePartialAnswer() {
        String thread = chat.createThread("Hello");
        chat.prepare(ChatFixture.userMessage(thread, "A longer question")).run(disconnectAt(TextDelta.class, 2));
        var items = chat.items(thread);
        assertEquals(
                List.of("user_message", "assistant_message", "user_message", "assistant_message", "sdk_hidden_context"),
                chat.itemTypes(thread));
        assertEquals(
                AssistantMessage.of("You said: A long"), typed(items.get(3)).content());
        assertEquals(
                new SdkHiddenContext("The user cancelled the stream. Stop responding to the prior request."),
                typed(items.get(4)).content());
    }

    @Test
    void disconnectBeforeAnyText_storesNoAnswer() {
        String thread = chat.createThread("Hello");
        chat.prepare(ChatFixture.userMessage(thread, "Again")).run(event -> {
            if (event instanceof ItemAdded) {
                throw new IllegalStateException("gone");
            }
        });
        assertEquals(
                List.of("user_message", "assistant_message", "user_message", "sdk_hidden_context"),
                chat.itemTypes(thread));
    }

    @Test
    void disconnectAtTheFirstEvent_keepsTheUserMessage() {
        chat.prepare(new StreamingRequest.ThreadsCreate(ChatFixture.input("Hello")))
                .run(event -> {
                    throw new IllegalStateException("gone");
                });
        String thread = chat.store
                .listThreads(chat.caller, PageRequest.first(1, SortOrder.ASC))
                .data()
                .getFirst()
                .id();
        assertEquals(List.of("user_message", "sdk_hidden_context"), chat.itemTypes(thread));
    }

    @Test
    void cancel_runsCallbacksAndRejectsFurtherEvents() throws Exception {
        var waiting = new CountDownLatch(1);
        var cancelled = new CountDownLatch(1);
        var other = new ChatFixture(stores, (turn, sink) -> {
            sink.onCancel(cancelled::countDown);
            waiting.countDown();
            cancelled.await();
            assertTrue(sink.isCancelled());
            assertThrows(TurnCancelledException.class, () -> sink.send(new ProgressUpdate(null, "late")));
        });
        var preparedStream = other.prepare(new StreamingRequest.ThreadsCreate(ChatFixture.input("Hello")));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var events = new ArrayList<ThreadStreamEvent>();
            var turn = threads.submit(() -> preparedStream.run(events::add));
            waiting.await();
            preparedStream.cancel();
            turn.get();
            assertEquals(List.of("user_message", "sdk_hidden_context"), other.itemTypes(ChatFixture.threadId(events)));
        }
    }

    @Test
    void sendAfterTheTurn_isRejected() {
        var kept = new ArrayList<EventSink>();
        var other = new ChatFixture(stores, (turn, sink) -> kept.add(sink));
        other.createThread("Hello");
        assertThrows(IllegalStateException.class, () -> kept.getFirst().send(new ProgressUpdate(null, "late")));
    }

    /** A client that disconnects at its nth update of this type. */
    private static Consumer<ThreadStreamEvent> disconnectAt(Class<?> update, int nth) {
        var seen = new AtomicInteger();
        return event -> {
            if (event instanceof ItemUpdated updated
                    && update.isInstance(updated.update())
                    && seen.incrementAndGet() == nth) {
                throw new IllegalStateException("gone");
            }
        };
    }

    private static Item typed(ThreadItem item) {
        return ItemCodec.toItem(item);
    }
}
