package ee.chatkit.chat;

import static ee.chatkit.chat.ChatFixture.eventTypes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ee.chatkit.model.Attachment;
import ee.chatkit.model.AttachmentType;
import ee.chatkit.protocol.event.ThreadItemUpdate.TextDelta;
import ee.chatkit.protocol.event.ThreadStreamEvent;
import ee.chatkit.protocol.event.ThreadStreamEvent.Failure;
import ee.chatkit.protocol.event.ThreadStreamEvent.ItemAdded;
import ee.chatkit.protocol.event.ThreadStreamEvent.ItemDone;
import ee.chatkit.protocol.event.ThreadStreamEvent.ItemUpdated;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.item.ItemContent.AssistantMessage;
import ee.chatkit.protocol.json.ItemCodec;
import ee.chatkit.protocol.request.StreamingRequest;
import ee.chatkit.responder.EventSink;
import ee.chatkit.responder.Responder;
import ee.chatkit.responder.Turn;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.UnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A store that becomes unavailable before a turn, or during one. */
@ParameterizedClass
@EnumSource(StoreFixture.class)
class StoreFailureTest {
    private final FaultInjectingStore faults = new FaultInjectingStore();
    private final ChatFixture chat;
    private boolean swallowFailure;

    StoreFailureTest(StoreFixture stores) {
        this.chat = new ChatFixture(faults.wrap(stores.open()), request -> Optional.empty(), this::answer);
    }

    private void answer(Turn turn, EventSink sink) {
        ProbeResponder.sendDone(AssistantMessage.of("first"), turn, sink);
        faults.failWhen(name -> new UnavailableException("the database does not answer"));
        try {
            ProbeResponder.sendDone(AssistantMessage.of("second"), turn, sink);
        } catch (UnavailableException e) {
            faults.stopFailing();
            if (!swallowFailure) {
                throw e;
            }
        }
    }

    @Test
    void storeFailureDuringATurn_endsItWithOneError() {
        var events = chat.run(new StreamingRequest.ThreadsCreate(ChatFixture.input("Hello")));
        assertEquals(List.of("ThreadCreated", "ItemDone", "StreamOptions", "ItemDone", "Failure"), eventTypes(events));
        assertEquals(Failure.streamError(true), events.getLast());
        assertEquals(List.of("user_message", "assistant_message"), chat.itemTypes(ChatFixture.threadId(events)));
    }

    @Test
    void storeFailureSwallowedByTheResponder_stillFailsTheTurn() {
        swallowFailure = true;
        var events = chat.run(new StreamingRequest.ThreadsCreate(ChatFixture.input("Hello")));
        assertEquals(List.of("ThreadCreated", "ItemDone", "StreamOptions", "ItemDone", "Failure"), eventTypes(events));
    }

    @Test
    void unavailableStore_doesNotPreventTheErrorEvent() {
        var other = fixture((turn, sink) -> {
            faults.failWhen(name -> new UnavailableException("away"));
            ProbeResponder.sendDone(AssistantMessage.of("lost"), turn, sink);
        });
        var events = other.run(new StreamingRequest.ThreadsCreate(ChatFixture.input("Hello")));
        assertEquals(Failure.streamError(true), events.getLast());
        other.deferred.retry();
        faults.stopFailing();
        assertEquals(List.of("user_message"), other.itemTypes(ChatFixture.threadId(events)));
        other.deferred.retry();
        other.deferred.retry();
        assertEquals(List.of("user_message", "assistant_message"), other.itemTypes(ChatFixture.threadId(events)));
    }

    @Test
    void answerThatWaitsForTheStore_precedesTheNextMessage() {
        var other = fixture((turn, sink) -> {
            if (turn.text().equals("Hello")) {
                faults.failWhen(name -> new UnavailableException("away"));
            }
            ProbeResponder.sendDone(AssistantMessage.of("to " + turn.text()), turn, sink);
        });
        var events = other.run(new StreamingRequest.ThreadsCreate(ChatFixture.input("Hello")));
        String thread = ChatFixture.threadId(events);
        var next = new StreamingRequest.ThreadsAddUserMessage(thread, ChatFixture.input("And?"));
        assertThrows(UnavailableException.class, () -> other.run(next));
        faults.stopFailing();
        other.run(next);
        other.deferred.retry();
        assertEquals(
                List.of("user_message", "assistant_message", "user_message", "assistant_message"),
                other.itemTypes(thread));
    }

    @Test
    void answerThatWasStoredAlthoughTheStoreFailed_isStoredOnce() {
        var other = fixture((turn, sink) -> {
            Item item = turn.context().newItem(AssistantMessage.of("said"));
            chat.store.addItem(turn.caller(), ItemCodec.toThreadItem(item));
            faults.failWhen(name -> new UnavailableException("away"));
            sink.send(new ItemDone(item));
        });
        var events = other.run(new StreamingRequest.ThreadsCreate(ChatFixture.input("Hello")));
        faults.stopFailing();
        other.deferred.retry();
        assertEquals(List.of("user_message", "assistant_message"), other.itemTypes(ChatFixture.threadId(events)));
    }

    @Test
    void answersThatWaitForTheStore_areDroppedBeyondTheBounds() {
        String large = "x".repeat(DeferredItems.MAX_BYTES / 2);
        var other = fixture((turn, sink) -> {
            faults.failWhen(name -> new UnavailableException("away"));
            ProbeResponder.sendDone(AssistantMessage.of(turn.text().equals("Large") ? large : "short"), turn, sink);
        });
        String tooLarge =
                ChatFixture.threadId(other.run(new StreamingRequest.ThreadsCreate(ChatFixture.input("Large"))));
        faults.stopFailing();
        String expired = ChatFixture.threadId(other.run(new StreamingRequest.ThreadsCreate(ChatFixture.input("One"))));
        other.clock.advance(DeferredItems.MAX_AGE);
        faults.stopFailing();
        String kept = ChatFixture.threadId(other.run(new StreamingRequest.ThreadsCreate(ChatFixture.input("Two"))));
        other.clock.advance(Duration.ofSeconds(1));
        other.deferred.retry();
        faults.stopFailing();
        other.deferred.retry();
        assertEquals(List.of("user_message"), other.itemTypes(tooLarge));
        assertEquals(List.of("user_message"), other.itemTypes(expired));
        assertEquals(List.of("user_message", "assistant_message"), other.itemTypes(kept));
    }

    @Test
    void threadThatStaysLocked_doesNotDelayAnswersOfOthers() {
        var other = fixture((turn, sink) -> {
            faults.failWhen(name -> new UnavailableException("away"));
            ProbeResponder.sendDone(AssistantMessage.of("to " + turn.text()), turn, sink);
        });
        List<String> threads = new ArrayList<>();
        for (int n = 0; n < 5; n++) {
            faults.stopFailing();
            threads.add(ChatFixture.threadId(
                    other.run(new StreamingRequest.ThreadsCreate(ChatFixture.input("Hello " + n)))));
        }
        Set<String> locked = Set.copyOf(threads.subList(0, 4));
        faults.failOn(locked, new UnavailableException("locked"));
        other.deferred.retry();
        other.deferred.retry();
        assertEquals(List.of("user_message"), other.itemTypes(threads.getFirst()));
        assertEquals(List.of("user_message", "assistant_message"), other.itemTypes(threads.getLast()));
        faults.stopFailing();
        other.deferred.retry();
        for (String thread : threads) {
            assertEquals(List.of("user_message", "assistant_message"), other.itemTypes(thread));
        }
    }

    @Test
    void answerOfADeletedThread_isDropped() {
        var other = fixture((turn, sink) -> {
            faults.failWhen(name -> new UnavailableException("away"));
            ProbeResponder.sendDone(AssistantMessage.of("lost"), turn, sink);
        });
        String thread = ChatFixture.threadId(other.run(new StreamingRequest.ThreadsCreate(ChatFixture.input("Hello"))));
        faults.stopFailing();
        other.store.deleteThread(other.caller, thread);
        other.deferred.retry();
        assertThrows(NotFoundException.class, () -> other.store.loadThread(other.caller, thread));
    }

    @Test
    void failingThreadReload_doesNotFailTheTurn() {
        var other = fixture((turn, sink) -> {
            faults.failWhen(name -> name.equals("loadThread") ? new IllegalStateException("broken") : null);
            ProbeResponder.sendDone(AssistantMessage.of("said"), turn, sink);
        });
        var events = other.run(new StreamingRequest.ThreadsCreate(ChatFixture.input("Hello")));
        assertEquals(List.of("ThreadCreated", "ItemDone", "StreamOptions", "ItemDone"), eventTypes(events));
    }

    @Test
    void failureToStoreAPartialAnswer_isNotThrown() {
        var other = fixture((turn, sink) -> {
            Item item = turn.context().newItem(new AssistantMessage(List.of()));
            sink.send(new ItemAdded(item));
            faults.failWhen(name -> new UnavailableException("away"));
            sink.send(new ItemUpdated(item.id(), new TextDelta(0, "x")));
        });
        var events = new ArrayList<ThreadStreamEvent>();
        other.prepare(new StreamingRequest.ThreadsCreate(ChatFixture.input("Hello")))
                .run(event -> {
                    events.add(event);
                    if (event instanceof ItemUpdated) {
                        throw new IllegalStateException("gone");
                    }
                });
        faults.stopFailing();
        assertEquals(List.of("user_message"), other.itemTypes(ChatFixture.threadId(events)));
        other.deferred.retry();
        assertEquals(
                List.of("user_message", "assistant_message", "sdk_hidden_context"),
                other.itemTypes(ChatFixture.threadId(events)));
    }

    @Test
    void failureToStoreTheMessage_precedesEventsAndLeavesNothing() {
        String file = file();
        var create = chat.prepare(new StreamingRequest.ThreadsCreate(ChatFixture.input("Hello", file)));
        faults.failWhen(name -> name.equals("addThread") ? new UnavailableException("away") : null);
        var events = new ArrayList<ThreadStreamEvent>();
        assertThrows(UnavailableException.class, () -> create.run(events::add));
        assertEquals(List.of(), events);
        assertEquals(0, chat.threadCount());
        assertNull(chat.store.loadAttachment(chat.caller, file).threadId());
    }

    @Test
    void attachmentDeletedBeforeItsMessage_staysDeleted() {
        String file = file();
        String other = file();
        var create = chat.prepare(new StreamingRequest.ThreadsCreate(ChatFixture.input("Hello", other, file)));
        beforeFirst("addThread", () -> chat.store.deleteAttachment(chat.caller, file));
        var events = new ArrayList<ThreadStreamEvent>();
        assertEquals(
                file,
                assertThrows(NotFoundException.class, () -> create.run(events::add))
                        .id());
        assertEquals(List.of(), events);
        assertEquals(0, chat.threadCount());
        assertThrows(NotFoundException.class, () -> chat.store.loadAttachment(chat.caller, file));
        assertNull(chat.store.loadAttachment(chat.caller, other).threadId());
    }

    @Test
    void attachmentSentElsewhereMeanwhile_staysThere() {
        String elsewhere = chat.createThread("Elsewhere");
        faults.stopFailing();
        String file = file();
        var create = chat.prepare(new StreamingRequest.ThreadsCreate(ChatFixture.input("Hello", file)));
        beforeFirst(
                "addThread", () -> chat.store.updateAttachment(chat.caller, file, now -> now.withThreadId(elsewhere)));
        assertThrows(WrongStateException.class, () -> create.run(event -> {}));
        assertEquals(1, chat.threadCount());
        assertEquals(elsewhere, chat.store.loadAttachment(chat.caller, file).threadId());
    }

    /** Does something just before an operation of this name is called for the first time. */
    private void beforeFirst(String operation, Runnable action) {
        faults.failWhen(name -> {
            if (name.equals(operation)) {
                faults.stopFailing();
                action.run();
            }
            return null;
        });
    }

    private String file() {
        String file = chat.store.generateAttachmentId();
        chat.store.saveAttachment(
                chat.caller,
                new Attachment(file, null, AttachmentType.FILE, "a.pdf", "application/pdf", 1, "{}", Instant.EPOCH));
        return file;
    }

    private ChatFixture fixture(Responder responder) {
        return new ChatFixture(
                new StoreFixture.Stores(chat.store, chat.opportunities, chat.turns.journal()),
                request -> Optional.empty(),
                responder);
    }
}
