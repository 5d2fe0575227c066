package ee.chatkit.chat;

import static ee.chatkit.chat.ChatFixture.kinds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ee.chatkit.model.ThreadItem;
import ee.chatkit.model.ThreadStatus;
import ee.chatkit.protocol.event.ThreadStreamEvent;
import ee.chatkit.protocol.event.ThreadStreamEvent.Failure;
import ee.chatkit.protocol.event.ThreadStreamEvent.ItemDone;
import ee.chatkit.protocol.item.ItemContent.AssistantMessage;
import ee.chatkit.protocol.json.ItemCodec;
import ee.chatkit.protocol.request.StreamingRequest;
import ee.chatkit.responder.echo.EchoResponder;
import ee.chatkit.store.NotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens to a turn when its thread changes at the same time. */
@ParameterizedClass
@EnumSource(StoreFixture.class)
class ConcurrentThreadChangesTest {
    private final StoreFixture stores;
    private final ChatFixture rig;

    ConcurrentThreadChangesTest(StoreFixture stores) {
        this.stores = stores;
        this.rig = new ChatFixture(stores, new EchoResponder());
    }

    @Test
    void aMessageDeletedMeanwhileIsNotRetriedAndNothingElseIsLost() {
        String thread = rig.begin("First");
        rig.run(ChatFixture.say(thread, "Second"));
        String first = rig.items(thread).getFirst().id();
        PreparedStream retry = rig.prepare(new StreamingRequest.ThreadsRetryAfterItem(thread, first));
        rig.store.deleteItem(rig.ann, thread, first);
        var before = rig.items(thread);
        var events = new ArrayList<ThreadStreamEvent>();
        assertThrows(NotFoundException.class, () -> retry.run(events::add));
        assertEquals(List.of(), events);
        assertEquals(before, rig.items(thread));
    }

    @Test
    void whatCameBetweenTheCheckAndTheRetryIsForgottenToo() {
        String thread = rig.begin("First");
        var retry = rig.prepare(new StreamingRequest.ThreadsRetryAfterItem(
                thread, rig.items(thread).getFirst().id()));
        rig.run(ChatFixture.say(thread, "Second"));
        retry.run(event -> {});
        assertEquals(List.of("user_message", "assistant_message"), rig.types(thread));
    }

    @Test
    void twoRetriesAtOnceAreBothServed() throws Exception {
        String thread = rig.begin("First");
        rig.run(ChatFixture.say(thread, "Second"));
        var request = new StreamingRequest.ThreadsRetryAfterItem(
                thread, rig.items(thread).getFirst().id());
        var one = BackgroundTurn.start(rig.prepare(request));
        var other = BackgroundTurn.start(rig.prepare(request));
        for (BackgroundTurn turn : List.of(one, other)) {
            var done = assertInstanceOf(ItemDone.class, turn.rest().getLast());
            assertEquals(AssistantMessage.of("You said: First"), done.item().content());
        }
        var types = rig.types(thread);
        assertEquals("user_message", types.getFirst());
        assertEquals(
                List.of("assistant_message"), types.stream().skip(1).distinct().toList());
    }

    @Test
    void aRetryDoesNotStopATurnThatStillRuns() throws Exception {
        var waiting = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var asked = new ArrayList<String>();
        var other = new ChatFixture(stores, (turn, sink) -> {
            asked.add("asked");
            int number = asked.size();
            if (number == 2) {
                ProbeResponder.done(AssistantMessage.of("early"), turn, sink);
                waiting.countDown();
                goOn.await();
            }
            ProbeResponder.done(AssistantMessage.of("answer " + number), turn, sink);
        });
        String thread = other.begin("First");
        var running = BackgroundTurn.start(other.prepare(ChatFixture.say(thread, "Second")));
        waiting.await();
        other.run(new StreamingRequest.ThreadsRetryAfterItem(
                thread, other.items(thread).getFirst().id()));
        goOn.countDown();
        assertEquals("ItemDone", kinds(running.rest()).getLast());
        assertEquals(
                List.of(AssistantMessage.of("answer 3"), AssistantMessage.of("answer 2")),
                other.items(thread).stream()
                        .skip(1)
                        .map(item -> ItemCodec.toItem(item).content())
                        .toList());
    }

    @Test
    void aThreadLockedAfterTheCheckTakesNoTurn() {
        String thread = rig.begin("First");
        List<ThreadItem> before = rig.items(thread);
        var turns = List.of(
                rig.prepare(ChatFixture.say(thread, "Second")),
                rig.prepare(new StreamingRequest.ThreadsRetryAfterItem(
                        thread, before.getFirst().id())));
        rig.store.updateThread(rig.ann, thread, now -> now.withStatus(new ThreadStatus.Locked("audit")));
        for (PreparedStream turn : turns) {
            var events = new ArrayList<ThreadStreamEvent>();
            turn.run(events::add);
            assertEquals(List.of(Failure.custom("This conversation is locked: audit", false)), events);
        }
        assertEquals(before, rig.items(thread));
    }

    @Test
    void aThreadDeletedUnderATurnEndsItWithAWord() {
        var opened = stores.open();
        var other = new ChatFixture(opened, request -> Optional.empty(), (turn, sink) -> {
            opened.store().deleteThread(turn.caller(), turn.thread().id());
            ProbeResponder.done(AssistantMessage.of("too late"), turn, sink);
        });
        var events = other.run(new StreamingRequest.ThreadsCreate(ChatFixture.input("Hello")));
        assertEquals(Failure.custom("This conversation was deleted.", false), events.getLast());
        assertEquals(0, other.threads());
    }
}
