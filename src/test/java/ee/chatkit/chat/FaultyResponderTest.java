package ee.chatkit.chat;

import static ee.chatkit.chat.ChatFixture.kinds;
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

/** Responders that do what they should not: the client hears an end, and the thread is well. */
@ParameterizedClass
@EnumSource(StoreFixture.class)
class FaultyResponderTest {
    private static final StreamingRequest CREATE = new StreamingRequest.ThreadsCreate(ChatFixture.input("Hello"));

    private final StoreFixture stores;

    FaultyResponderTest(StoreFixture stores) {
        this.stores = stores;
    }

    @Test
    void whateverIsThrownTheClientHearsOfIt() {
        for (Throwable thrown : List.of(
                new StackOverflowError(),
                new NoClassDefFoundError("x"),
                new OutOfMemoryError("not really"),
                new AssertionError("x"),
                new Exception("x"),
                new TurnCancelledException())) {
            var rig = rig((turn, sink) -> {
                ProbeResponder.done(AssistantMessage.of("said"), turn, sink);
                sneak(thrown);
            });
            var events = rig.run(CREATE);
            assertEquals(Failure.streamError(true), events.getLast(), thrown.toString());
            assertEquals(List.of("user_message", "assistant_message"), rig.types(ChatFixture.threadOf(events)));
        }
    }

    @Test
    void aFailureWithoutWordsIsAPlainOne() {
        var rig = rig((turn, sink) -> {
            throw new ResponderException(" ", false);
        });
        assertEquals(Failure.streamError(false), rig.run(CREATE).getLast());
    }

    @Test
    void aFailureWithBrokenWordsIsMended() {
        var rig = rig((turn, sink) -> {
            throw new ResponderException("busy \ud83d", true);
        });
        assertEquals(Failure.custom("busy \uFFFD", true), rig.run(CREATE).getLast());
    }

    @Test
    void sayingNothingIsAnAnswer() {
        var rig = rig((turn, sink) -> {});
        assertEquals(List.of("ThreadCreated", "ItemDone", "StreamOptions"), kinds(rig.run(CREATE)));
    }

    @Test
    void sendingNothingAtAllFails() {
        var rig = rig((turn, sink) -> sink.send(nothing()));
        assertEquals(Failure.streamError(true), rig.run(CREATE).getLast());
    }

    @Test
    void anItemOfAnotherThreadIsNotStored() {
        var first = rig((turn, sink) -> {});
        String thread = first.begin("Mine");
        var rig = rig((turn, sink) ->
                sink.send(new ItemDone(new Item("msg_1", thread, Instant.now(), AssistantMessage.of("astray")))));
        var events = rig.run(CREATE);
        assertEquals(Failure.streamError(true), events.getLast());
        assertEquals(List.of("user_message"), first.types(thread));
        assertEquals(List.of("user_message"), rig.types(ChatFixture.threadOf(events)));
    }

    @Test
    void anUpdateOfTheWrongKindIsExplainedToTheDeveloperOnly() {
        var said = new ArrayList<String>();
        var rig = rig((turn, sink) -> {
            Item item = turn.conversation().newItem(new EndOfTurn());
            sink.send(new ItemAdded(item));
            var update = new ItemUpdated(item.id(), new TextDelta(0, "x"));
            said.add(String.valueOf(assertThrows(IllegalArgumentException.class, () -> sink.send(update))
                    .getMessage()));
            sink.send(update);
        });
        assertEquals(Failure.streamError(true), rig.run(CREATE).getLast());
        assertEquals(List.of("an item of type end_of_turn has no update TextDelta"), said);
    }

    @Test
    void manyThreadsMaySendAtOnce() {
        int senders = 8;
        int deltas = 200;
        long all = 1600;
        var rig = rig((turn, sink) -> {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int n = 0; n < senders; n++) {
                    String letter = Character.toString('a' + n);
                    threads.execute(() -> {
                        Item item = turn.conversation().newItem(new AssistantMessage(List.of()));
                        sink.send(new ItemAdded(item));
                        for (int i = 0; i < deltas; i++) {
                            sink.send(new ItemUpdated(item.id(), new TextDelta(0, letter)));
                        }
                        sink.send(new ItemDone(item.withContent(AssistantMessage.of(letter.repeat(deltas)))));
                    });
                }
            }
        });
        var events = rig.run(CREATE);
        assertEquals(all, kinds(events).stream().filter("ItemUpdated"::equals).count());
        assertEquals(1 + senders, rig.items(ChatFixture.threadOf(events)).size());
    }

    @Test
    void itMaySwallowTheNewsThatTheClientIsGone() {
        var rig = rig((turn, sink) -> {
            Item item = turn.conversation().newItem(new AssistantMessage(List.of()));
            sink.send(new ItemAdded(item));
            for (int i = 0; i < 5; i++) {
                try {
                    sink.send(new ItemUpdated(item.id(), new TextDelta(0, "x")));
                    sink.send(new ItemUpdated(item.id(), new TextDelta(0, "y")));
                } catch (TurnCancelledException e) {
                    assertTrue(sink.cancelled());
                }
            }
            assertThrows(TurnCancelledException.class, () -> sink.send(new ItemDone(item)));
        });
        var events = new ArrayList<ThreadStreamEvent>();
        rig.prepare(CREATE).run(event -> {
            events.add(event);
            if (event instanceof ItemUpdated) {
                throw new IllegalStateException("gone");
            }
        });
        String thread = ChatFixture.threadOf(events);
        assertEquals(List.of("user_message", "assistant_message", "sdk_hidden_context"), rig.types(thread));
        assertEquals(
                AssistantMessage.of("x"),
                ItemCodec.toItem(rig.items(thread).get(1)).content());
    }

    @Test
    void itIsWokenWhenTheClientIsGone() throws Exception {
        var waiting = new CountDownLatch(1);
        var woken = new AtomicBoolean();
        var rig = rig((turn, sink) -> {
            waiting.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                woken.set(true);
                // the engine's own work is not disturbed by it
                turn.conversation().items(PageRequest.first(1, SortOrder.ASC));
                assertTrue(Thread.currentThread().isInterrupted());
                throw e;
            }
        });
        var turn = BackgroundTurn.start(rig.prepare(CREATE));
        waiting.await();
        turn.cancel();
        turn.rest();
        assertTrue(woken.get());
    }

    @Test
    void anInterruptFromOutsideEndsTheTurnAndIsPassedOn() {
        var rig = rig((turn, sink) -> {
            Thread.currentThread().interrupt();
            turn.conversation().items(PageRequest.first(1, SortOrder.ASC));
            new CountDownLatch(1).await();
        });
        var events = rig.run(CREATE);
        assertTrue(Thread.interrupted());
        assertEquals(Failure.streamError(true), events.getLast());
    }

    @Test
    void oneThatHangsKeepsNothingFromBeingStored() throws Exception {
        var waiting = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        var rig = rig((turn, sink) -> {
            Item item = turn.conversation().newItem(new AssistantMessage(List.of()));
            sink.send(new ItemAdded(item));
            sink.send(new ItemUpdated(item.id(), new TextDelta(0, "so far")));
            waiting.countDown();
            awaitStubbornly(release);
            assertThrows(TurnCancelledException.class, () -> sink.send(new ProgressUpdate(null, "late")));
        });
        var turn = BackgroundTurn.start(rig.prepare(CREATE));
        var created = (ThreadStreamEvent.ThreadCreated) turn.next();
        String thread = created.thread().id();
        waiting.await();
        turn.cancel();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!rig.types(thread).contains("sdk_hidden_context")) {
            assertTrue(System.nanoTime() < deadline, "nothing was kept");
            Thread.onSpinWait();
        }
        assertFalse(turn.ended());
        var kept = rig.items(thread);
        release.countDown();
        turn.rest();
        assertEquals(kept, rig.items(thread));
        assertEquals(List.of("user_message", "assistant_message", "sdk_hidden_context"), rig.types(thread));
    }

    @Test
    void aTurnThatWasSaidIsNotCancelledAnyMore() {
        var rig = rig((turn, sink) -> ProbeResponder.done(AssistantMessage.of("said"), turn, sink));
        var preparedStream = rig.prepare(CREATE);
        var events = new ArrayList<ThreadStreamEvent>();
        preparedStream.run(events::add);
        preparedStream.cancel();
        assertEquals(List.of("user_message", "assistant_message"), rig.types(ChatFixture.threadOf(events)));
    }

    private ChatFixture rig(Responder responder) {
        return new ChatFixture(stores.open(), request -> Optional.empty(), responder);
    }

    private static void awaitStubbornly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                // goes on waiting
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> void sneak(Throwable thrown) throws E {
        throw (E) thrown;
    }

    @SuppressWarnings("NullAway")
    private static ThreadStreamEvent nothing() {
        return null;
    }
}
