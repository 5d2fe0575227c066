package ee.chatkit.chat;

import static ee.chatkit.chat.ChatFixture.kinds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.Attachment;
import ee.chatkit.model.AttachmentType;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.OpportunityDetails;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.model.ThreadStatus;
import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.event.ThreadStreamEvent;
import ee.chatkit.protocol.event.ThreadStreamEvent.Failure;
import ee.chatkit.protocol.item.StructuredInput.Answer;
import ee.chatkit.protocol.request.Action;
import ee.chatkit.protocol.request.ImmediateRequest;
import ee.chatkit.protocol.request.StreamingRequest;
import ee.chatkit.protocol.request.StructuredInputAnswers;
import ee.chatkit.responder.ResponderException;
import ee.chatkit.responder.echo.EchoResponder;
import ee.chatkit.store.NotFoundException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(StoreFixture.class)
class RejectedTurnsTest {
    private static final RawJson RESULT = new RawJson("{\"colour\":\"red\"}");

    private final StoreFixture stores;
    private final ChatFixture rig;

    RejectedTurnsTest(StoreFixture stores) {
        this.stores = stores;
        this.rig = new ChatFixture(stores, new ProbeResponder());
    }

    @Test
    void aLockedOrClosedThreadTakesNoTurn() {
        String thread = rig.begin("Hello");
        for (ThreadStatus status : List.of(new ThreadStatus.Locked("audit"), new ThreadStatus.Closed("audit"))) {
            rig.store.updateThread(rig.ann, thread, current -> current.withStatus(status));
            var before = rig.items(thread);
            var message = before.getFirst().id();
            for (StreamingRequest request : List.of(
                    ChatFixture.say(thread, "More"),
                    new StreamingRequest.ThreadsRetryAfterItem(thread, message),
                    new StreamingRequest.ThreadsCustomAction(thread, null, new Action("a", RawJson.NULL)))) {
                var events = rig.run(request);
                assertEquals(1, events.size());
                var failure = (Failure) events.getFirst();
                assertEquals(Failure.CUSTOM, failure.code());
                assertTrue(String.valueOf(failure.message()).endsWith(": audit"));
                assertFalse(failure.allowRetry());
            }
            assertEquals(before, rig.items(thread));
        }
    }

    @Test
    void aPendingCallDoesNotKeepAUserFromGoingOn() {
        String thread = rig.begin("/probe tool");
        rig.run(ChatFixture.say(thread, "Never mind"));
        assertRefused(thread, new StreamingRequest.ThreadsAddClientToolOutput(thread, RESULT));
        assertEquals("assistant_message", rig.types(thread).getLast());
    }

    @Test
    void ofTwoOutputsOnlyOneIsTaken() {
        String thread = rig.begin("/probe tool");
        var request = new StreamingRequest.ThreadsAddClientToolOutput(thread, RESULT);
        PreparedStream first = rig.prepare(request);
        PreparedStream second = rig.prepare(request);
        first.run(event -> {});
        var events = new ArrayList<ThreadStreamEvent>();
        assertThrows(WrongStateException.class, () -> second.run(events::add));
        assertEquals(List.of(), events);
    }

    @Test
    void whatCannotBeDoneStoresNothing() {
        String thread = rig.begin("Hello");
        String answer = rig.items(thread).getLast().id();
        String message = rig.items(thread).getFirst().id();
        var answers = new StructuredInputAnswers(false, Map.of());
        assertRefused(thread, new StreamingRequest.ThreadsRetryAfterItem(thread, answer));
        assertRefused(thread, new StreamingRequest.ThreadsAddStructuredInput(thread, message, answers));
        assertRefused(thread, new StreamingRequest.ThreadsAddClientToolOutput(thread, RESULT));
        assertMissing(thread, new StreamingRequest.ThreadsRetryAfterItem(thread, "msg_none"));
        assertMissing(thread, new StreamingRequest.ThreadsAddStructuredInput(thread, "msg_none", answers));
        assertMissing(thread, new StreamingRequest.ThreadsAddClientToolOutput("thr_none", RESULT));
        assertMissing(thread, ChatFixture.say("thr_none", "Hello"));
        assertMissing(
                thread, new StreamingRequest.ThreadsAddUserMessage(thread, ChatFixture.input("Hello", "atc_none")));
        assertMissing(thread, new StreamingRequest.ThreadsCreate(ChatFixture.input("Hello", "atc_none")));
        assertMissing(
                thread, new StreamingRequest.ThreadsCustomAction(thread, "msg_none", new Action("a", RawJson.NULL)));
    }

    @Test
    void whatIsHiddenCannotBeNamed() {
        String thread = rig.begin("/probe hidden");
        ThreadItem hidden = rig.items(thread).get(1);
        assertTrue(hidden.hidden());
        assertMissing(thread, new StreamingRequest.ThreadsRetryAfterItem(thread, hidden.id()));
    }

    @Test
    void answersGoToTheirQuestions() {
        String thread = rig.begin("/probe structured");
        String item = rig.items(thread).getLast().id();
        var answers = new StructuredInputAnswers(
                false, Map.of("q2", new Answer(List.of("because"), false), "nope", new Answer(List.of("x"), false)));
        var request = new StreamingRequest.ThreadsAddStructuredInput(thread, item, answers);
        assertEquals(
                List.of("StreamOptions", "ItemReplaced"),
                kinds(rig.run(request)).subList(0, 2));
        assertEquals(
                WireJson.value(
                        "{\"status\":\"answered\",\"inputs\":[{\"id\":\"q1\",\"question\":\"Colour?\",\"answer\":"
                            + "{\"values\":[],\"skipped\":true},\"type\":\"multiple_choice\",\"options\":[{\"value\":\"red\"},"
                            + "{\"value\":\"blue\"}],\"multiple\":false},{\"id\":\"q2\",\"question\":\"Why?\",\"answer\":"
                            + "{\"values\":[\"because\"],\"skipped\":false},\"type\":\"freeform\"}]}"),
                WireJson.value(rig.items(thread).get(1).content()));
        assertRefused(thread, request);
    }

    @Test
    void aScopeHidesOtherThreads() {
        var details = new OpportunityDetails("Fleet", "Acme", null, null, null);
        String here = rig.opportunities.generateOpportunityId();
        String there = rig.opportunities.generateOpportunityId();
        rig.opportunities.createOpportunity(rig.ann, here, details);
        rig.opportunities.createOpportunity(rig.ann, there, details);
        var events = new ArrayList<ThreadStreamEvent>();
        var create = new StreamingRequest.ThreadsCreate(ChatFixture.input("Hello"));
        rig.server
                .prepare(rig.within(new OpportunityScope.Within(here)), create)
                .run(events::add);
        String thread = ChatFixture.threadOf(events);
        assertEquals(here, rig.store.loadThread(rig.ann, thread).opportunityId());
        var more = ChatFixture.say(thread, "More");
        for (String elsewhere : List.of(there, "opp_none")) {
            var scope = rig.within(new OpportunityScope.Within(elsewhere));
            assertThrows(NotFoundException.class, () -> rig.server.prepare(scope, more));
            var get = new ImmediateRequest.ThreadsGetById(thread);
            assertThrows(NotFoundException.class, () -> rig.server.answer(scope, get));
        }
        var nowhere = rig.within(new OpportunityScope.Within("opp_none"));
        assertThrows(NotFoundException.class, () -> rig.server.prepare(nowhere, create));
        assertEquals(1, rig.threads());
    }

    @Test
    void aFileGoesWithOneThreadOnly() {
        String id = rig.store.generateAttachmentId();
        var file = new Attachment(id, null, AttachmentType.FILE, "plan.pdf", "application/pdf", 1, "{}", Instant.EPOCH);
        rig.store.saveAttachment(rig.ann, file);
        String thread =
                ChatFixture.threadOf(rig.run(new StreamingRequest.ThreadsCreate(ChatFixture.input("Hello", id, id))));
        assertEquals(thread, rig.store.loadAttachment(rig.ann, id).threadId());
        assertRefused(thread, new StreamingRequest.ThreadsCreate(ChatFixture.input("Again", id)));
        rig.run(new StreamingRequest.ThreadsAddUserMessage(thread, ChatFixture.input("Again", id)));
        assertEquals(4, rig.items(thread).size());
    }

    @Test
    void whatAResponderDoesNotSupportIsSaid() {
        var other = new ChatFixture(stores, new EchoResponder());
        String thread = other.begin("Hello");
        var before = other.items(thread);
        var events = other.run(new StreamingRequest.ThreadsCustomAction(thread, null, new Action("a", RawJson.NULL)));
        assertEquals(
                List.of(
                        new ThreadStreamEvent.StreamOptions(true),
                        Failure.custom("This action is not supported here.", false)),
                events);
        var speech = new ImmediateRequest.InputTranscribe("AAAA", "audio/webm");
        assertThrows(ResponderException.class, () -> other.server.answer(other.everything(), speech));
        assertEquals(before, other.items(thread));
    }

    private void assertRefused(String thread, StreamingRequest request) {
        assertNothingStored(WrongStateException.class, thread, request);
    }

    private void assertMissing(String thread, StreamingRequest request) {
        assertNothingStored(NotFoundException.class, thread, request);
    }

    private void assertNothingStored(Class<? extends Throwable> type, String thread, StreamingRequest request) {
        List<ThreadItem> before = rig.items(thread);
        ChatThread row = rig.store.loadThread(rig.ann, thread);
        assertThrows(type, () -> rig.prepare(request));
        assertEquals(before, rig.items(thread));
        assertEquals(row, rig.store.loadThread(rig.ann, thread));
        assertEquals(1, rig.threads());
    }
}
