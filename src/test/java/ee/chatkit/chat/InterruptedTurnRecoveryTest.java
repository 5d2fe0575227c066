package ee.chatkit.chat;

import static ee.chatkit.chat.ChatFixture.kinds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ee.chatkit.model.ChatThread;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.event.ThreadStreamEvent.ItemDone;
import ee.chatkit.protocol.item.InferenceOptions;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.item.ItemContent;
import ee.chatkit.protocol.item.ItemContent.AssistantMessage;
import ee.chatkit.protocol.item.ItemContent.ClientToolCall;
import ee.chatkit.protocol.item.ItemContent.UserMessage;
import ee.chatkit.protocol.item.Task;
import ee.chatkit.protocol.item.UserContent;
import ee.chatkit.protocol.item.Workflow;
import ee.chatkit.protocol.json.ItemCodec;
import ee.chatkit.protocol.json.ItemTypes;
import ee.chatkit.protocol.request.Action;
import ee.chatkit.protocol.request.StreamingRequest;
import ee.chatkit.protocol.request.UserMessageInput;
import ee.chatkit.responder.EventSink;
import ee.chatkit.responder.Responder;
import ee.chatkit.responder.Turn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Threads as servers that died and pages that were reloaded leave them: all of them can be continued at once. */
@ParameterizedClass
@EnumSource(StoreFixture.class)
class InterruptedTurnRecoveryTest {
    private static final RawJson RESULT = new RawJson("{\"colour\":\"red\"}");

    private final List<List<String>> histories = new ArrayList<>();
    private final List<InferenceOptions> options = new ArrayList<>();
    private final ChatFixture rig;

    InterruptedTurnRecoveryTest(StoreFixture stores) {
        this.rig = new ChatFixture(stores, new Historian());
    }

    /** Notes what it finds in the history, as a model's responder would. */
    private final class Historian implements Responder {
        @Override
        public void respond(Turn turn, EventSink sink) {
            var page = turn.conversation().items(PageRequest.first(PageRequest.MAX_LIMIT, SortOrder.ASC));
            histories.add(page.data().stream()
                    .map(item -> ItemTypes.of(item.content()))
                    .toList());
            options.add(turn.inferenceOptions());
            ProbeResponder.done(AssistantMessage.of("answered"), turn, sink);
        }

        @Override
        public void action(Turn turn, Action action, @Nullable Item sender, EventSink sink) {
            respond(turn, sink);
        }
    }

    @Test
    void aMessageThatWasNeverAnsweredCanBeRetried() {
        String thread = leftWith(message(InferenceOptions.NONE));
        String id = rig.items(thread).getFirst().id();
        var events = rig.run(new StreamingRequest.ThreadsRetryAfterItem(thread, id));
        assertInstanceOf(ItemDone.class, events.getLast());
        assertEquals(List.of("user_message", "assistant_message"), rig.types(thread));
    }

    @Test
    void aMessageThatWasNeverAnsweredCanBeFollowedByAnother() {
        String thread = leftWith(message(InferenceOptions.NONE));
        rig.run(ChatFixture.say(thread, "Are you there?"));
        assertEquals(List.of("user_message", "user_message", "assistant_message"), rig.types(thread));
        assertEquals(List.of(List.of("user_message", "user_message")), histories);
    }

    @Test
    void anUnfinishedWorkflowDoesNotMatter() {
        Task busy = new Task.Custom(Task.Indicator.LOADING, "step", null, null);
        var workflow = new ItemContent.WorkflowItem(new Workflow(Workflow.Kind.CUSTOM, List.of(busy), null, false));
        String thread = leftWith(message(InferenceOptions.NONE), workflow);
        rig.run(ChatFixture.say(thread, "Go on"));
        assertEquals(List.of(List.of("user_message", "workflow", "user_message")), histories);
    }

    @Test
    void aThreadWithoutAnyItemTakesAMessage() {
        String thread = leftWith();
        rig.run(ChatFixture.say(thread, "Hello"));
        assertEquals(List.of("user_message", "assistant_message"), rig.types(thread));
        assertEquals("Hello", rig.store.loadThread(rig.ann, thread).title());
    }

    @Test
    void aCallThatNobodyWillAnswerIsNotSeenByResponders() {
        String thread = leftWith(message(InferenceOptions.NONE), call());
        rig.run(ChatFixture.say(thread, "Never mind"));
        rig.run(new StreamingRequest.ThreadsCustomAction(thread, null, new Action("a", RawJson.NULL)));
        assertEquals(
                List.of(
                        List.of("user_message", "user_message"),
                        List.of("user_message", "user_message", "assistant_message")),
                histories);
        assertEquals(
                List.of("user_message", "client_tool_call", "user_message", "assistant_message", "assistant_message"),
                rig.types(thread));
    }

    @Test
    void aRetryForgetsACallThatNobodyAnswered() {
        String thread = leftWith(message(InferenceOptions.NONE), call());
        rig.run(new StreamingRequest.ThreadsRetryAfterItem(
                thread, rig.items(thread).getFirst().id()));
        assertEquals(List.of("user_message", "assistant_message"), rig.types(thread));
    }

    @Test
    void aCallThatStandsLastIsAnsweredAfterAReloadAndSeenThen() {
        String thread = leftWith(message(InferenceOptions.NONE), call(), call());
        var events = rig.run(new StreamingRequest.ThreadsAddClientToolOutput(thread, RESULT));
        assertEquals(List.of("StreamOptions", "ItemDone"), kinds(events));
        assertEquals(List.of(List.of("user_message", "client_tool_call")), histories);
    }

    @Test
    void aCallIsAnsweredEvenWhenItsStreamWasCutBehindIt() {
        String thread = leftWith(message(InferenceOptions.NONE), call(), new ItemContent.SdkHiddenContext("cancelled"));
        rig.run(new StreamingRequest.ThreadsAddClientToolOutput(thread, RESULT));
        var completed =
                (ClientToolCall) ItemCodec.toItem(rig.items(thread).get(1)).content();
        assertEquals(WireJson.value(RESULT), WireJson.value(completed.output()));
    }

    @Test
    void aCallBehindWhichThereIsAMessageIsAnsweredNoMore() {
        String thread = leftWith(message(InferenceOptions.NONE), call(), message(InferenceOptions.NONE));
        List<ThreadItem> before = rig.items(thread);
        var request = new StreamingRequest.ThreadsAddClientToolOutput(thread, RESULT);
        assertThrows(WrongStateException.class, () -> rig.prepare(request));
        assertEquals(before, rig.items(thread));
    }

    @Test
    void aTurnThatGoesOnKeepsTheModelButNotTheTool() {
        var chosen = new InferenceOptions("search", "large");
        String thread = leftWith(message(InferenceOptions.NONE), message(chosen), call());
        rig.run(new StreamingRequest.ThreadsAddClientToolOutput(thread, RESULT));
        rig.run(new StreamingRequest.ThreadsCustomAction(thread, null, new Action("a", RawJson.NULL)));
        rig.run(new StreamingRequest.ThreadsRetryAfterItem(
                thread, rig.items(thread).get(1).id()));
        var input = new UserMessageInput(
                List.of(new UserContent.Text("Hi")), List.of(), null, new InferenceOptions(null, "small"));
        rig.run(new StreamingRequest.ThreadsAddUserMessage(thread, input));
        var model = new InferenceOptions(null, "large");
        assertEquals(List.of(model, model, chosen, new InferenceOptions(null, "small")), options);
    }

    @Test
    void withoutAnyMessageNothingWasChosen() {
        String thread = leftWith(call());
        rig.run(new StreamingRequest.ThreadsAddClientToolOutput(thread, RESULT));
        assertEquals(List.of(InferenceOptions.NONE), options);
    }

    /** A thread that holds just this. */
    private String leftWith(ItemContent... contents) {
        String id = rig.store.generateThreadId();
        rig.store.addThread(rig.ann, ChatThread.create(id, Instant.now()));
        for (ItemContent content : contents) {
            String item = rig.store.generateItemId(ItemTypes.of(content));
            rig.store.addItem(rig.ann, ItemCodec.toThreadItem(new Item(item, id, Instant.now(), content)));
        }
        return id;
    }

    private static UserMessage message(InferenceOptions chosen) {
        return new UserMessage(List.of(new UserContent.Text("Hello?")), List.of(), null, chosen);
    }

    private static ClientToolCall call() {
        return ClientToolCall.pending("call_1", "get_color", RawJson.EMPTY_OBJECT);
    }
}
