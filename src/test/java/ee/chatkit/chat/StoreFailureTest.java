package ee.chatkit.chat;

import static ee.chatkit.chat.ChatFixture.kinds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ee.chatkit.model.Attachment;
import ee.chatkit.model.AttachmentType;
import ee.chatkit.protocol.event.ThreadItemUpdate.TextDelta;
import ee.chatkit.protocol.event.ThreadStreamEvent;
import ee.chatkit.protocol.event.ThreadStreamEvent.Failure;
import ee.chatkit.protocol.event.ThreadStreamEvent.ItemAdded;
import ee.chatkit.protocol.event.ThreadStreamEvent.ItemUpdated;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.item.ItemContent.AssistantMessage;
import ee.chatkit.protocol.request.StreamingRequest;
import ee.chatkit.responder.EventSink;
import ee.chatkit.responder.Responder;
import ee.chatkit.responder.Turn;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.UnavailableException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The store goes away, before a turn and in the middle of one. */
@ParameterizedClass
@EnumSource(StoreFixture.class)
class StoreFailureTest {
    private final FaultInjectingStore failing = new FaultInjectingStore();
    private final ChatFixture rig;
    private boolean stubborn;

    StoreFailureTest(StoreFixture stores) {
        this.rig = new ChatFixture(failing.around(stores.open()), request -> Optional.empty(), this::answer);
    }

    private void answer(Turn turn, EventSink sink) {
        ProbeResponder.done(AssistantMessage.of("first"), turn, sink);
        failing.when(name -> new UnavailableException("the database does not answer"));
        try {
            ProbeResponder.done(AssistantMessage.of("second"), turn, sink);
        } catch (UnavailableException e) {
            failing.heal();
            if (!stubborn) {
                throw e;
            }
        }
    }

    @Test
    void aStoreThatFailsInTheMiddleEndsTheTurnWithOneError() {
        var events = rig.run(new StreamingRequest.ThreadsCreate(ChatFixture.input("Hello")));
        assertEquals(List.of("ThreadCreated", "ItemDone", "StreamOptions", "ItemDone", "Failure"), kinds(events));
        assertEquals(Failure.streamError(true), events.getLast());
        assertEquals(List.of("user_message", "assistant_message"), rig.types(ChatFixture.threadOf(events)));
    }

    @Test
    void aResponderThatGoesOnAllTheSameHidesNothing() {
        stubborn = true;
        var events = rig.run(new StreamingRequest.ThreadsCreate(ChatFixture.input("Hello")));
        assertEquals(List.of("ThreadCreated", "ItemDone", "StreamOptions", "ItemDone", "Failure"), kinds(events));
    }

    @Test
    void theErrorIsSaidEvenWhenTheStoreStaysAway() {
        var other = rigWith((turn, sink) -> {
            failing.when(name -> new UnavailableException("away"));
            ProbeResponder.done(AssistantMessage.of("lost"), turn, sink);
        });
        var events = other.run(new StreamingRequest.ThreadsCreate(ChatFixture.input("Hello")));
        assertEquals(Failure.streamError(true), events.getLast());
        failing.heal();
        assertEquals(List.of("user_message"), other.types(ChatFixture.threadOf(events)));
    }

    @Test
    void aStoreThatFailsUnexpectedlyWhileTheThreadIsLookedAtHarmsNobody() {
        var other = rigWith((turn, sink) -> {
            failing.when(name -> name.equals("loadThread") ? new IllegalStateException("broken") : null);
            ProbeResponder.done(AssistantMessage.of("said"), turn, sink);
        });
        var events = other.run(new StreamingRequest.ThreadsCreate(ChatFixture.input("Hello")));
        assertEquals(List.of("ThreadCreated", "ItemDone", "StreamOptions", "ItemDone"), kinds(events));
    }

    @Test
    void aPartialAnswerThatCannotBeKeptIsLostQuietly() {
        var other = rigWith((turn, sink) -> {
            Item item = turn.conversation().newItem(new AssistantMessage(List.of()));
            sink.send(new ItemAdded(item));
            failing.when(name -> new UnavailableException("away"));
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
        failing.heal();
        assertEquals(List.of("user_message"), other.types(ChatFixture.threadOf(events)));
    }

    @Test
    void aMessageThatCannotBeStoredFailsBeforeTheFirstEventAndLeavesNothing() {
        String file = file();
        var create = rig.prepare(new StreamingRequest.ThreadsCreate(ChatFixture.input("Hello", file)));
        failing.when(name -> name.equals("addItem") ? new UnavailableException("away") : null);
        var events = new ArrayList<ThreadStreamEvent>();
        assertThrows(UnavailableException.class, () -> create.run(events::add));
        assertEquals(List.of(), events);
        assertEquals(0, rig.threads());
        assertNull(rig.store.loadAttachment(rig.ann, file).threadId());
    }

    @Test
    void aFileThatIsDeletedBeforeItsMessageIsStoredStaysDeleted() {
        String file = file();
        String other = file();
        var create = rig.prepare(new StreamingRequest.ThreadsCreate(ChatFixture.input("Hello", other, file)));
        once("updateAttachment", () -> rig.store.deleteAttachment(rig.ann, file));
        var events = new ArrayList<ThreadStreamEvent>();
        assertEquals(
                file,
                assertThrows(NotFoundException.class, () -> create.run(events::add))
                        .id());
        assertEquals(List.of(), events);
        assertEquals(0, rig.threads());
        assertThrows(NotFoundException.class, () -> rig.store.loadAttachment(rig.ann, file));
        assertNull(rig.store.loadAttachment(rig.ann, other).threadId());
    }

    @Test
    void aFileThatIsSentElsewhereMeanwhileStaysThere() {
        String elsewhere = rig.begin("Elsewhere");
        failing.heal();
        String file = file();
        var create = rig.prepare(new StreamingRequest.ThreadsCreate(ChatFixture.input("Hello", file)));
        once("updateAttachment", () -> rig.store.updateAttachment(rig.ann, file, now -> now.withThreadId(elsewhere)));
        assertThrows(WrongStateException.class, () -> create.run(event -> {}));
        assertEquals(1, rig.threads());
        assertEquals(elsewhere, rig.store.loadAttachment(rig.ann, file).threadId());
    }

    /** Does something just before an operation of this name is called for the first time. */
    private void once(String operation, Runnable action) {
        failing.when(name -> {
            if (name.equals(operation)) {
                failing.heal();
                action.run();
            }
            return null;
        });
    }

    private String file() {
        String file = rig.store.generateAttachmentId();
        rig.store.saveAttachment(
                rig.ann,
                new Attachment(file, null, AttachmentType.FILE, "a.pdf", "application/pdf", 1, "{}", Instant.EPOCH));
        return file;
    }

    private ChatFixture rigWith(Responder responder) {
        return new ChatFixture(
                new StoreFixture.Opened(rig.store, rig.opportunities), request -> Optional.empty(), responder);
    }
}
