package ee.chatkit.chat;

import static ee.chatkit.chat.ChatFixture.eventTypes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.protocol.event.ThreadItemUpdate.TextDelta;
import ee.chatkit.protocol.event.ThreadStreamEvent;
import ee.chatkit.protocol.event.ThreadStreamEvent.ItemAdded;
import ee.chatkit.protocol.event.ThreadStreamEvent.ItemUpdated;
import ee.chatkit.protocol.event.ThreadStreamEvent.ProgressUpdate;
import ee.chatkit.protocol.event.ThreadStreamEvent.ThreadUpdated;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.item.ItemContent.AssistantMessage;
import ee.chatkit.protocol.request.StreamingRequest;
import ee.chatkit.responder.Responder;
import ee.chatkit.responder.TitleGenerator;
import ee.chatkit.responder.echo.EchoResponder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(StoreFixture.class)
class PendingTitleTest {
    private static final StreamingRequest CREATE = new StreamingRequest.ThreadsCreate(ChatFixture.input("Hello"));

    private final StoreFixture stores;
    private final CountDownLatch releaseTitle = new CountDownLatch(1);

    PendingTitleTest(StoreFixture stores) {
        this.stores = stores;
    }

    @Test
    void slowTitle_doesNotDelayTheAnswer() throws Exception {
        var chat = chat(new EchoResponder(), blockedGenerator());
        var turn = BackgroundTurn.start(chat.prepare(CREATE));
        assertEquals(List.of("ThreadCreated", "ItemDone", "StreamOptions", "ItemAdded"), turn.next(4));
        ThreadStreamEvent event = turn.next();
        while (!(event instanceof ThreadStreamEvent.ItemDone)) {
            assertInstanceOf(ItemUpdated.class, event);
            event = turn.next();
        }
        assertFalse(turn.isEnded(), "the end of the turn waits for the title");
        releaseTitle.countDown();
        var rest = turn.remaining();
        assertEquals(List.of("ThreadUpdated"), eventTypes(rest));
        assertEquals("Found", ((ThreadUpdated) rest.getFirst()).thread().title());
    }

    @Test
    void titleFoundDuringAMessage_isSentOnceWithTheNextDelta() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var chat = chat(
                (turn, sink) -> {
                    Item item = turn.context().newItem(new AssistantMessage(List.of()));
                    sink.send(new ItemAdded(item));
                    begun.countDown();
                    goOn.await();
                    sink.send(new ItemUpdated(item.id(), new TextDelta(0, "a")));
                    sink.send(new ItemUpdated(item.id(), new TextDelta(0, "b")));
                },
                blockedGenerator());
        var turn = BackgroundTurn.start(chat.prepare(CREATE));
        var created = (ThreadStreamEvent.ThreadCreated) turn.next();
        begun.await();
        releaseTitle.countDown();
        awaitTitle(chat, created.thread().id());
        goOn.countDown();
        var kinds = eventTypes(turn.remaining());
        assertEquals(List.of("ItemDone", "StreamOptions", "ItemAdded"), kinds.subList(0, 3));
        assertTrue(kinds.contains("ThreadUpdated"), kinds.toString());
        assertEquals(1, kinds.stream().filter("ThreadUpdated"::equals).count());
    }

    @Test
    void titleAfterTheTurn_isStored() throws Exception {
        var chat = chat(new EchoResponder(), blockedGenerator());
        var turn = BackgroundTurn.start(chat.prepare(CREATE));
        var created = (ThreadStreamEvent.ThreadCreated) turn.next();
        assertEquals("ItemDone", eventTypes(turn.remaining()).getLast());
        releaseTitle.countDown();
        awaitTitle(chat, created.thread().id());
    }

    @Test
    void cancel_endsTheWaitForATitle() throws Exception {
        var chat = chat((turn, sink) -> sink.send(new ProgressUpdate(null, "said")), blockedGenerator());
        var turn = BackgroundTurn.start(chat.prepare(CREATE));
        turn.next(4);
        long begin = System.nanoTime();
        turn.cancel();
        turn.remaining();
        assertTrue(System.nanoTime() - begin < Duration.ofSeconds(2).toNanos());
        releaseTitle.countDown();
    }

    @Test
    void throwingGenerator_doesNotFailTheTurn() {
        var chat = chat(new EchoResponder(), request -> {
            throw new StackOverflowError();
        });
        var events = chat.run(CREATE);
        assertEquals("ItemDone", eventTypes(events).getLast());
    }

    @Test
    void secondMessage_isNotUsedForATitle() {
        var chat = chat(new EchoResponder(), request -> Optional.empty());
        String thread = chat.createThread("Hello");
        chat.run(ChatFixture.userMessage(thread, "More"));
        assertEquals(null, chat.store.loadThread(chat.caller, thread).title());
    }

    private ChatFixture chat(Responder responder, TitleGenerator titles) {
        return new ChatFixture(stores.open(), titles, responder);
    }

    private TitleGenerator blockedGenerator() {
        return request -> {
            try {
                releaseTitle.await();
                return Optional.of("Found");
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private static void awaitTitle(ChatFixture chat, String thread) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (chat.store.loadThread(chat.caller, thread).title() == null) {
            assertTrue(System.nanoTime() < deadline, "no title within the timeout");
            Thread.onSpinWait();
        }
    }
}
