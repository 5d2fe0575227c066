package ee.chatkit.chat;

import static ee.chatkit.chat.ChatFixture.eventTypes;
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
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Turns of a thread that is changed concurrently. */
@ParameterizedClass
@EnumSource(StoreFixture.class)
class ConcurrentThreadChangesTest {
    private final StoreFixture stores;
    private final ChatFixture chat;

    ConcurrentThreadChangesTest(StoreFixture stores) {
        this.stores = stores;
        this.chat = new ChatFixture(stores, new EchoResponder());
    }

    @Test
    void retryOfAMessageDeletedMeanwhile_isNotFoundAndChangesNothing() {
        String thread = chat.createThread("First");
        chat.run(ChatFixture.userMessage(thread, "Second"));
        String first = chat.items(thread).getFirst().id();
        PreparedStream retry = chat.prepare(new StreamingRequest.ThreadsRetryAfterItem(thread, first));
        chat.store.deleteItem(chat.caller, thread, first);
        var before = chat.items(thread);
        var events = new ArrayList<ThreadStreamEvent>();
        assertThrows(NotFoundException.class, () -> retry.run(events::add));
        assertEquals(List.of(), events);
        assertEquals(before, chat.items(thread));
    }

    @Test
    void retry_removesItemsAddedAfterItWasPrepared() {
        String thread = chat.createThread("First");
        var retry = chat.prepare(new StreamingRequest.ThreadsRetryAfterItem(
                thread, chat.items(thread).getFirst().id()));
        chat.run(ChatFixture.userMessage(thread, "Second"));
        retry.run(event -> {});
        assertEquals(List.of("user_message", "assistant_message"), chat.itemTypes(thread));
    }

    @Test
    void concurrentRetries_areBothAnswered() throws Exception {
        String thread = chat.createThread("First");
        chat.run(ChatFixture.userMessage(thread, "Second"));
        var request = new StreamingRequest.ThreadsRetryAfterItem(
                thread, chat.items(thread).getFirst().id());
        var one = BackgroundTurn.start(chat.prepare(request));
        var other = BackgroundTurn.start(chat.prepare(request));
        for (BackgroundTurn turn : List.of(one, other)) {
            var done = assertInstanceOf(ItemDone.class, turn.remaining().getLast());
            assertEquals(AssistantMessage.of("You said: First"), done.item().content());
        }
        var types = chat.itemTypes(thread);
        assertEquals("user_message", types.getFirst());
        assertEquals(
                List.of("assistant_message"), types.stream().skip(1).distinct().toList());
    }

    @Test
    void retry_doesNotStopARunningTurn() throws Exception {
        var waiting = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var calls = new AtomicInteger();
        var other = new ChatFixture(stores, (turn, sink) -> {
            int number = calls.incrementAndGet();
            if (number == 2) {
                ProbeResponder.sendDone(AssistantMessage.of("early"), turn, sink);
                waiting.countDown();
                goOn.await();
            }
            ProbeResponder.sendDone(AssistantMessage.of("answer " + number), turn, sink);
        });
        String thread = other.createThread("First");
        var running = BackgroundTurn.start(other.prepare(ChatFixture.userMessage(thread, "Second")));
        waiting.await();
        other.run(new StreamingRequest.ThreadsRetryAfterItem(
                thread, other.items(thread).getFirst().id()));
        goOn.countDown();
        assertEquals("ItemDone", eventTypes(running.remaining()).getLast());
        assertEquals(
                List.of(AssistantMessage.of("answer 3"), AssistantMessage.of("answer 2")),
                other.items(thread).stream()
                        .skip(1)
                        .map(item -> ItemCodec.toItem(item).content())
                        .toList());
    }

    @Test
    void threadLockedAfterPrepare_rejectsTheTurn() {
        String thread = chat.createThread("First");
        List<ThreadItem> before = chat.items(thread);
        var turns = List.of(
                chat.prepare(ChatFixture.userMessage(thread, "Second")),
                chat.prepare(new StreamingRequest.ThreadsRetryAfterItem(
                        thread, before.getFirst().id())));
        chat.store.updateThread(chat.caller, thread, now -> now.withStatus(new ThreadStatus.Locked("audit")));
        for (PreparedStream turn : turns) {
            var events = new ArrayList<ThreadStreamEvent>();
            turn.run(events::add);
            assertEquals(List.of(Failure.custom("This conversation is locked: audit", false)), events);
        }
        assertEquals(before, chat.items(thread));
    }

    @Test
    void threadDeletedDuringATurn_endsItWithACustomError() {
        var opened = stores.open();
        var other = new ChatFixture(opened, request -> Optional.empty(), (turn, sink) -> {
            opened.store().deleteThread(turn.caller(), turn.thread().id());
            ProbeResponder.sendDone(AssistantMessage.of("too late"), turn, sink);
        });
        var events = other.run(new StreamingRequest.ThreadsCreate(ChatFixture.input("Hello")));
        assertEquals(Failure.custom("This conversation was deleted.", false), events.getLast());
        assertEquals(0, other.threadCount());
    }
}
