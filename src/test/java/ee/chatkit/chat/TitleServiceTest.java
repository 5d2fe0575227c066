package ee.chatkit.chat;

import static ee.chatkit.chat.ChatFixture.kinds;
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
class TitleServiceTest {
    private static final StreamingRequest CREATE = new StreamingRequest.ThreadsCreate(ChatFixture.input("Hello"));

    private final StoreFixture stores;
    private final CountDownLatch found = new CountDownLatch(1);

    TitleServiceTest(StoreFixture stores) {
        this.stores = stores;
    }

    @Test
    void aTitleThatTakesTimeDelaysNoAnswer() throws Exception {
        var rig = rig(new EchoResponder(), waiting());
        var turn = BackgroundTurn.start(rig.prepare(CREATE));
        assertEquals(List.of("ThreadCreated", "ItemDone", "StreamOptions", "ItemAdded"), turn.next(4));
        ThreadStreamEvent event = turn.next();
        while (!(event instanceof ThreadStreamEvent.ItemDone)) {
            assertInstanceOf(ItemUpdated.class, event);
            event = turn.next();
        }
        assertFalse(turn.ended(), "the turn's end waits for the title");
        found.countDown();
        var rest = turn.rest();
        assertEquals(List.of("ThreadUpdated"), kinds(rest));
        assertEquals("Found", ((ThreadUpdated) rest.getFirst()).thread().title());
    }

    @Test
    void aTitleThatComesDuringALongMessageIsToldAtOnce() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var rig = rig(
                (turn, sink) -> {
                    Item item = turn.conversation().newItem(new AssistantMessage(List.of()));
                    sink.send(new ItemAdded(item));
                    begun.countDown();
                    goOn.await();
                    sink.send(new ItemUpdated(item.id(), new TextDelta(0, "a")));
                    sink.send(new ItemUpdated(item.id(), new TextDelta(0, "b")));
                },
                waiting());
        var turn = BackgroundTurn.start(rig.prepare(CREATE));
        var created = (ThreadStreamEvent.ThreadCreated) turn.next();
        begun.await();
        found.countDown();
        awaitTitle(rig, created.thread().id());
        goOn.countDown();
        var kinds = kinds(turn.rest());
        assertEquals(List.of("ItemDone", "StreamOptions", "ItemAdded"), kinds.subList(0, 3));
        assertTrue(kinds.contains("ThreadUpdated"), kinds.toString());
        assertEquals(1, kinds.stream().filter("ThreadUpdated"::equals).count());
    }

    @Test
    void aTurnDoesNotWaitLongForATitleWhichIsStoredLaterAllTheSame() throws Exception {
        var rig = rig(new EchoResponder(), waiting());
        var turn = BackgroundTurn.start(rig.prepare(CREATE));
        var created = (ThreadStreamEvent.ThreadCreated) turn.next();
        assertEquals("ItemDone", kinds(turn.rest()).getLast());
        found.countDown();
        awaitTitle(rig, created.thread().id());
    }

    @Test
    void aClientThatIsGoneDoesNotWaitForATitle() throws Exception {
        var rig = rig((turn, sink) -> sink.send(new ProgressUpdate(null, "said")), waiting());
        var turn = BackgroundTurn.start(rig.prepare(CREATE));
        turn.next(4);
        long begin = System.nanoTime();
        turn.cancel();
        turn.rest();
        assertTrue(System.nanoTime() - begin < Duration.ofSeconds(2).toNanos());
        found.countDown();
    }

    @Test
    void aGeneratorThatBreaksHarmsNobody() {
        var rig = rig(new EchoResponder(), request -> {
            throw new StackOverflowError();
        });
        var events = rig.run(CREATE);
        assertEquals("ItemDone", kinds(events).getLast());
    }

    @Test
    void onlyTheFirstMessageIsAskedFor() {
        var rig = rig(new EchoResponder(), request -> Optional.empty());
        String thread = rig.begin("Hello");
        rig.run(ChatFixture.say(thread, "More"));
        assertEquals(null, rig.store.loadThread(rig.ann, thread).title());
    }

    private ChatFixture rig(Responder responder, TitleGenerator titles) {
        return new ChatFixture(stores.open(), titles, responder);
    }

    private TitleGenerator waiting() {
        return request -> {
            try {
                found.await();
                return Optional.of("Found");
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private static void awaitTitle(ChatFixture rig, String thread) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (rig.store.loadThread(rig.ann, thread).title() == null) {
            assertTrue(System.nanoTime() < deadline, "no title came");
            Thread.onSpinWait();
        }
    }
}
