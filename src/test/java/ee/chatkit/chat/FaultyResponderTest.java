package ee.chatkit.chat;

import static ee.chatkit.chat.ChatFixture.eventTypes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.protocol.event.ThreadItemUpdate.TextDelta;
import ee.chatkit.protocol.event.ThreadStreamEvent;
import ee.chatkit.protocol.event.ThreadStreamEvent.Failure;
import ee.chatkit.protocol.event.ThreadStreamEvent.ItemAdded;
import ee.chatkit.protocol.event.ThreadStreamEvent.ItemDone;
import ee.chatkit.protocol.event.ThreadStreamEvent.ItemUpdated;
import ee.chatkit.protocol.event.ThreadStreamEvent.ProgressUpdate;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.item.ItemContent.AssistantMessage;
import ee.chatkit.protocol.item.ItemContent.EndOfTurn;
import ee.chatkit.protocol.json.ItemCodec;
import ee.chatkit.protocol.request.StreamingRequest;
import ee.chatkit.responder.Responder;
import ee.chatkit.responder.ResponderException;
import ee.chatkit.responder.TurnCancelledException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Responders that violate their contract: the stream ends properly, and the thread stays usable. */
@ParameterizedClass
@EnumSource(StoreFixture.class)
class FaultyResponderTest {
    private static final StreamingRequest CREATE = new StreamingRequest.ThreadsCreate(ChatFixture.input("Hello"));

    private final StoreFixture stores;

    FaultyResponderTest(StoreFixture stores) {
        this.stores = stores;
    }

    @Test
    void anyThrowable_endsTheStreamWithAnErrorEvent() {
        for (Throwable thrown : List.of(
                new StackOverflowError(),
                new NoClassDefFoundError("x"),
                new OutOfMemoryError("not really"),
                new AssertionError("x"),
                new Exception("x"),
                new TurnCancelledException())) {
            var chat = chat((turn, sink) -> {
                ProbeResponder.sendDone(AssistantMessage.of("said"), turn, sink);
                throwUnchecked(thrown);
            });
            var events = chat.run(CREATE);
            assertEquals(Failure.streamError(true), events.getLast(), thrown.toString());
            assertEquals(List.of("user_message", "assistant_message"), chat.itemTypes(ChatFixture.threadId(events)));
        }
    }

    @Test
    void responderExceptionWithBlankMessage_becomesAStreamError() {
        var chat = chat((turn, sink) -> {
            throw new ResponderException(" ", false);
        });
        assertEquals(Failure.streamError(false), chat.run(CREATE).getLast());
    }

    @Test
    void responderExceptionWithLoneSurrogate_isRepaired() {
        var chat = chat((turn, sink) -> {
            throw new ResponderException("busy \ud83d", true);
        });
        assertEquals(Failure.custom("busy \uFFFD", true), chat.run(CREATE).getLast());
    }

    @Test
    void responderWithoutEvents_endsTheTurnNormally() {
        var chat = chat((turn, sink) -> {});
        assertEquals(List.of("ThreadCreated", "ItemDone", "StreamOptions"), eventTypes(chat.run(CREATE)));
    }

    @Test
    void sendNull_endsTheTurnWithAnError() {
        var chat = chat((turn, sink) -> sink.send(nullEvent()));
        assertEquals(Failure.streamError(true), chat.run(CREATE).getLast());
    }

    @Test
    void sendItemOfAnotherThread_failsAndStoresNothing() {
        var first = chat((turn, sink) -> {});
        String thread = first.createThread("Mine");
        var chat = chat((turn, sink) ->
                sink.send(new ItemDone(new Item("msg_1", thread, Instant.now(), AssistantMessage.of("astray")))));
        var events = chat.run(CREATE);
        assertEquals(Failure.streamError(true), events.getLast());
        assertEquals(List.of("user_message"), first.itemTypes(thread));
        assertEquals(List.of("user_message"), chat.itemTypes(ChatFixture.threadId(events)));
    }

    @Test
    void sendUnsupportedUpdate_explainsItselfToTheResponderOnly() {
        var messages = new ArrayList<String>();
        var chat = chat((turn, sink) -> {
            Item item = turn.context().newItem(new EndOfTurn());
            sink.send(new ItemAdded(item));
            var update = new ItemUpdated(item.id(), new TextDelta(0, "x"));
            messages.add(String.valueOf(assertThrows(IllegalArgumentException.class, () -> sink.send(update))
                    .getMessage()));
            sink.send(update);
        });
        assertEquals(Failure.streamError(true), chat.run(CREATE).getLast());
        assertEquals(List.of("an item of type end_of_turn has no update TextDelta"), messages);
    }

    @Test
    void send_isSafeForConcurrentThreads() {
        int senders = 8;
        int deltas = 200;
        long all = 1600;
        var chat = chat((turn, sink) -> {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int n = 0; n < senders; n++) {
                    String letter = Character.toString('a' + n);
                    threads.execute(() -> {
                        Item item = turn.context().newItem(new AssistantMessage(List.of()));
                        sink.send(new ItemAdded(item));
                        for (int i = 0; i < deltas; i++) {
                            sink.send(new ItemUpdated(item.id(), new TextDelta(0, letter)));
                        }
                        sink.send(new ItemDone(item.withContent(AssistantMessage.of(letter.repeat(deltas)))));
                    });
                }
            }
        });
        var events = chat.run(CREATE);
        assertEquals(
                all, eventTypes(events).stream().filter("ItemUpdated"::equals).count());
        assertEquals(1 + senders, chat.items(ChatFixture.threadId(events)).size());
    }

    @Test
    void swallowedTurnCancelledException_storesThePartialAnswerOnce() {
        var chat = chat((turn, sink) -> {
            Item item = turn.context().newItem(new AssistantMessage(List.of()));
            sink.send(new ItemAdded(item));
            for (int i = 0; i < 5; i++) {
                try {
                    sink.send(new ItemUpdated(item.id(), new TextDelta(0, "x")));
                    sink.send(new ItemUpdated(item.id(), new TextDelta(0, "y")));
                } catch (TurnCancelledException e) {
                    assertTrue(sink.isCancelled());
                }
            }
            assertThrows(TurnCancelledException.class, () -> sink.send(new ItemDone(item)));
        });
        var events = new ArrayList<ThreadStreamEvent>();
        chat.prepare(CREATE).run(event -> {
            events.add(event);
            if (event instanceof ItemUpdated) {
                throw new IllegalStateException("gone");
            }
        });
        String thread = ChatFixture.threadId(events);
        assertEquals(List.of("user_message", "assistant_message", "sdk_hidden_context"), chat.itemTypes(thread));
        assertEquals(
                AssistantMessage.of("x"),
                ItemCodec.toItem(chat.items(thread).get(1)).content());
    }

    @Test
    void cancel_interruptsABlockedResponder() throws Exception {
        var waiting = new CountDownLatch(1);
        var interrupted = new AtomicBoolean();
        var chat = chat((turn, sink) -> {
            waiting.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.set(true);
                // calls of the engine are not interrupted
                turn.context().items(PageRequest.first(1, SortOrder.ASC));
                assertTrue(Thread.currentThread().isInterrupted());
                throw e;
            }
        });
        var turn = BackgroundTurn.start(chat.prepare(CREATE));
        waiting.await();
        turn.cancel();
        turn.remaining();
        assertTrue(interrupted.get());
    }

    @Test
    void foreignInterrupt_endsTheTurnAndIsRestored() {
        var chat = chat((turn, sink) -> {
            Thread.currentThread().interrupt();
            turn.context().items(PageRequest.first(1, SortOrder.ASC));
            new CountDownLatch(1).await();
        });
        var events = chat.run(CREATE);
        assertTrue(Thread.interrupted());
        assertEquals(Failure.streamError(true), events.getLast());
    }

    @Test
    void cancel_storesThePartialAnswerWhileTheResponderHangs() throws Exception {
        var waiting = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var chat = chat((turn, sink) -> {
            Item item = turn.context().newItem(new AssistantMessage(List.of()));
            sink.send(new ItemAdded(item));
            sink.send(new ItemUpdated(item.id(), new TextDelta(0, "so far")));
            waiting.countDown();
            awaitUninterruptibly(release);
            assertThrows(TurnCancelledException.class, () -> sink.send(new ProgressUpdate(null, "late")));
        });
        var turn = BackgroundTurn.start(chat.prepare(CREATE));
        var created = (ThreadStreamEvent.ThreadCreated) turn.next();
        String thread = created.thread().id();
        waiting.await();
        turn.cancel();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!chat.itemTypes(thread).contains("sdk_hidden_context")) {
            assertTrue(System.nanoTime() < deadline, "the partial answer was not stored");
            Thread.onSpinWait();
        }
        assertFalse(turn.isEnded());
        var kept = chat.items(thread);
        release.countDown();
        turn.remaining();
        assertEquals(kept, chat.items(thread));
        assertEquals(List.of("user_message", "assistant_message", "sdk_hidden_context"), chat.itemTypes(thread));
    }

    @Test
    void cancelAfterCompletion_hasNoEffect() {
        var chat = chat((turn, sink) -> ProbeResponder.sendDone(AssistantMessage.of("said"), turn, sink));
        var preparedStream = chat.prepare(CREATE);
        var events = new ArrayList<ThreadStreamEvent>();
        preparedStream.run(events::add);
        preparedStream.cancel();
        assertEquals(List.of("user_message", "assistant_message"), chat.itemTypes(ChatFixture.threadId(events)));
    }

    private ChatFixture chat(Responder responder) {
        return new ChatFixture(stores.open(), request -> Optional.empty(), responder);
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                // ignored on purpose
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void throwUnchecked(Throwable thrown) throws E {
        throw (E) thrown;
    }

    @SuppressWarnings("NullAway")
    private static ThreadStreamEvent nullEvent() {
        return null;
    }
}
