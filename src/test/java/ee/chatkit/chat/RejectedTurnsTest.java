package ee.chatkit.chat;

import static ee.chatkit.chat.ChatFixture.eventTypes;
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
    private final ChatFixture chat;

    RejectedTurnsTest(StoreFixture stores) {
        this.stores = stores;
        this.chat = new ChatFixture(stores, new ProbeResponder());
    }

    @Test
    void lockedOrClosedThread_rejectsTurns() {
        String thread = chat.createThread("Hello");
        for (ThreadStatus status : List.of(new ThreadStatus.Locked("audit"), new ThreadStatus.Closed("audit"))) {
            chat.store.updateThread(chat.caller, thread, current -> current.withStatus(status));
            var before = chat.items(thread);
            var message = before.getFirst().id();
            for (StreamingRequest request : List.of(
                    ChatFixture.userMessage(thread, "More"),
                    new StreamingRequest.ThreadsRetryAfterItem(thread, message),
                    new StreamingRequest.ThreadsCustomAction(thread, null, new Action("a", RawJson.NULL)))) {
                var events = chat.run(request);
                assertEquals(1, events.size());
                var failure = (Failure) events.getFirst();
                assertEquals(Failure.CUSTOM, failure.code());
                assertTrue(String.valueOf(failure.message()).endsWith(": audit"));
                assertFalse(failure.allowRetry());
            }
            assertEquals(before, chat.items(thread));
        }
    }

    @Test
    void messageAfterAPendingToolCall_isAnswered() {
        String thread = chat.createThread("/probe tool");
        chat.run(ChatFixture.userMessage(thread, "Never mind"));
        assertRejected(thread, new StreamingRequest.ThreadsAddClientToolOutput(thread, RESULT));
        assertEquals("assistant_message", chat.itemTypes(thread).getLast());
    }

    @Test
    void secondToolOutput_isRejected() {
        String thread = chat.createThread("/probe tool");
        var request = new StreamingRequest.ThreadsAddClientToolOutput(thread, RESULT);
        PreparedStream first = chat.prepare(request);
        PreparedStream second = chat.prepare(request);
        first.run(event -> {});
        var events = new ArrayList<ThreadStreamEvent>();
        assertThrows(WrongStateException.class, () -> second.run(events::add));
        assertEquals(List.of(), events);
    }

    @Test
    void rejectedRequest_storesNothing() {
        String thread = chat.createThread("Hello");
        String answer = chat.items(thread).getLast().id();
        String message = chat.items(thread).getFirst().id();
        var answers = new StructuredInputAnswers(false, Map.of());
        assertRejected(thread, new StreamingRequest.ThreadsRetryAfterItem(thread, answer));
        assertRejected(thread, new StreamingRequest.ThreadsAddStructuredInput(thread, message, answers));
        assertRejected(thread, new StreamingRequest.ThreadsAddClientToolOutput(thread, RESULT));
        assertNotFound(thread, new StreamingRequest.ThreadsRetryAfterItem(thread, "msg_none"));
        assertNotFound(thread, new StreamingRequest.ThreadsAddStructuredInput(thread, "msg_none", answers));
        assertNotFound(thread, new StreamingRequest.ThreadsAddClientToolOutput("thr_none", RESULT));
        assertNotFound(thread, ChatFixture.userMessage("thr_none", "Hello"));
        assertNotFound(
                thread, new StreamingRequest.ThreadsAddUserMessage(thread, ChatFixture.input("Hello", "atc_none")));
        assertNotFound(thread, new StreamingRequest.ThreadsCreate(ChatFixture.input("Hello", "atc_none")));
        assertNotFound(
                thread, new StreamingRequest.ThreadsCustomAction(thread, "msg_none", new Action("a", RawJson.NULL)));
    }

    @Test
    void hiddenItem_isNotFound() {
        String thread = chat.createThread("/probe hidden");
        ThreadItem hidden = chat.items(thread).get(1);
        assertTrue(hidden.hidden());
        assertNotFound(thread, new StreamingRequest.ThreadsRetryAfterItem(thread, hidden.id()));
    }

    @Test
    void structuredInput_storesAnswersWithTheirQuestions() {
        String thread = chat.createThread("/probe structured");
        String item = chat.items(thread).getLast().id();
        var answers = new StructuredInputAnswers(
                false, Map.of("q2", new Answer(List.of("because"), false), "nope", new Answer(List.of("x"), false)));
        var request = new StreamingRequest.ThreadsAddStructuredInput(thread, item, answers);
        assertEquals(
                List.of("StreamOptions", "ItemReplaced"),
                eventTypes(chat.run(request)).subList(0, 2));
        assertEquals(
                WireJson.value(
                        "{\"status\":\"answered\",\"inputs\":[{\"id\":\"q1\",\"question\":\"Colour?\",\"answer\":"
                            + "{\"values\":[],\"skipped\":true},\"type\":\"multiple_choice\",\"options\":[{\"value\":\"red\"},"
                            + "{\"value\":\"blue\"}],\"multiple\":false},{\"id\":\"q2\",\"question\":\"Why?\",\"answer\":"
                            + "{\"values\":[\"because\"],\"skipped\":false},\"type\":\"freeform\"}]}"),
                WireJson.value(chat.items(thread).get(1).content()));
        assertRejected(thread, request);
    }

    @Test
    void opportunityScope_hidesThreadsOfOtherOpportunities() {
        var details = new OpportunityDetails("Fleet", "Acme", null, null, null);
        String here = chat.opportunities.generateOpportunityId();
        String there = chat.opportunities.generateOpportunityId();
        chat.opportunities.createOpportunity(chat.caller, here, details);
        chat.opportunities.createOpportunity(chat.caller, there, details);
        var events = new ArrayList<ThreadStreamEvent>();
        var create = new StreamingRequest.ThreadsCreate(ChatFixture.input("Hello"));
        chat.server.prepare(chat.context(here), create).run(events::add);
        String thread = ChatFixture.threadId(events);
        assertEquals(here, chat.store.loadThread(chat.caller, thread).opportunityId());
        var more = ChatFixture.userMessage(thread, "More");
        for (String elsewhere : List.of(there, "opp_none")) {
            var scope = chat.context(elsewhere);
            assertThrows(NotFoundException.class, () -> chat.server.prepare(scope, more));
            var get = new ImmediateRequest.ThreadsGetById(thread);
            assertThrows(NotFoundException.class, () -> chat.server.answer(scope, get));
        }
        var nowhere = chat.context("opp_none");
        assertThrows(NotFoundException.class, () -> chat.server.prepare(nowhere, create));
        assertEquals(1, chat.threadCount());
    }

    @Test
    void attachment_belongsToOneThreadOnly() {
        String id = chat.store.generateAttachmentId();
        var file = new Attachment(id, null, AttachmentType.FILE, "plan.pdf", "application/pdf", 1, "{}", Instant.EPOCH);
        chat.store.saveAttachment(chat.caller, file);
        String thread =
                ChatFixture.threadId(chat.run(new StreamingRequest.ThreadsCreate(ChatFixture.input("Hello", id, id))));
        assertEquals(thread, chat.store.loadAttachment(chat.caller, id).threadId());
        assertRejected(thread, new StreamingRequest.ThreadsCreate(ChatFixture.input("Again", id)));
        chat.run(new StreamingRequest.ThreadsAddUserMessage(thread, ChatFixture.input("Again", id)));
        assertEquals(4, chat.items(thread).size());
    }

    @Test
    void unsupportedOperations_areReportedToTheClient() {
        var other = new ChatFixture(stores, new EchoResponder());
        String thread = other.createThread("Hello");
        var before = other.items(thread);
        var events = other.run(new StreamingRequest.ThreadsCustomAction(thread, null, new Action("a", RawJson.NULL)));
        assertEquals(
                List.of(
                        new ThreadStreamEvent.StreamOptions(true),
                        Failure.custom("This action is not supported here.", false)),
                events);
        var speech = new ImmediateRequest.InputTranscribe("AAAA", "audio/webm");
        assertThrows(ResponderException.class, () -> other.server.answer(other.context(), speech));
        assertEquals(before, other.items(thread));
    }

    private void assertRejected(String thread, StreamingRequest request) {
        assertNothingStored(WrongStateException.class, thread, request);
    }

    private void assertNotFound(String thread, StreamingRequest request) {
        assertNothingStored(NotFoundException.class, thread, request);
    }

    private void assertNothingStored(Class<? extends Throwable> type, String thread, StreamingRequest request) {
        List<ThreadItem> before = chat.items(thread);
        ChatThread row = chat.store.loadThread(chat.caller, thread);
        assertThrows(type, () -> chat.prepare(request));
        assertEquals(before, chat.items(thread));
        assertEquals(row, chat.store.loadThread(chat.caller, thread));
        assertEquals(1, chat.threadCount());
    }
}
