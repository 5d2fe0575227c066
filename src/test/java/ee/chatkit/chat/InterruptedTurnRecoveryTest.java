package ee.chatkit.chat;

import static ee.chatkit.chat.ChatFixture.eventTypes;
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

/** Threads as crashed servers and reloaded pages leave them. All of them can be continued. */
@ParameterizedClass
@EnumSource(StoreFixture.class)
class InterruptedTurnRecoveryTest {
    private static final RawJson RESULT = new RawJson("{\"colour\":\"red\"}");

    private final List<List<String>> histories = new ArrayList<>();
    private final List<InferenceOptions> options = new ArrayList<>();
    private final ChatFixture chat;

    InterruptedTurnRecoveryTest(StoreFixture stores) {
        this.chat = new ChatFixture(stores, new HistoryRecorder());
    }

    /** Records the history, which a responder with a model would send. */
    private final class HistoryRecorder implements Responder {
        @Override
        public void respond(Turn turn, EventSink sink) {
            var page = turn.context().items(PageRequest.first(PageRequest.MAX_LIMIT, SortOrder.ASC));
            histories.add(page.data().stream()
                    .map(item -> ItemTypes.of(item.content()))
                    .toList());
            options.add(turn.inferenceOptions());
            ProbeResponder.sendDone(AssistantMessage.of("answered"), turn, sink);
        }

        @Override
        public void action(Turn turn, Action action, @Nullable Item sender, EventSink sink) {
            respond(turn, sink);
        }
    }

    @Test
    void unansweredMessage_canBeRetried() {
        String thread = threadWith(message(InferenceOptions.NONE));
        String id = chat.items(thread).getFirst().id();
        var events = chat.run(new StreamingRequest.ThreadsRetryAfterItem(thread, id));
        assertInstanceOf(ItemDone.class, events.getLast());
        assertEquals(List.of("user_message", "assistant_message"), chat.itemTypes(thread));
    }

    @Test
    void unansweredMessage_canBeFollowedByAnother() {
        String thread = threadWith(message(InferenceOptions.NONE));
        chat.run(ChatFixture.userMessage(thread, "Are you there?"));
        assertEquals(List.of("user_message", "user_message", "assistant_message"), chat.itemTypes(thread));
        assertEquals(List.of(List.of("user_message", "user_message")), histories);
    }

    @Test
    void unfinishedWorkflow_doesNotBlockTheNextTurn() {
        Task busy = new Task.Custom(Task.Indicator.LOADING, "step", null, null);
        var workflow = new ItemContent.WorkflowItem(new Workflow(Workflow.Kind.CUSTOM, List.of(busy), null, false));
        String thread = threadWith(message(InferenceOptions.NONE), workflow);
        chat.run(ChatFixture.userMessage(thread, "Go on"));
        assertEquals(List.of(List.of("user_message", "workflow", "user_message")), histories);
    }

    @Test
    void emptyThread_acceptsAMessageAndGetsATitle() {
        String thread = threadWith();
        chat.run(ChatFixture.userMessage(thread, "Hello"));
        assertEquals(List.of("user_message", "assistant_message"), chat.itemTypes(thread));
        assertEquals("Hello", chat.store.loadThread(chat.caller, thread).title());
    }

    @Test
    void pendingToolCall_isHiddenFromResponders() {
        String thread = threadWith(message(InferenceOptions.NONE), call());
        chat.run(ChatFixture.userMessage(thread, "Never mind"));
        chat.run(new StreamingRequest.ThreadsCustomAction(thread, null, new Action("a", RawJson.NULL)));
        assertEquals(
                List.of(
                        List.of("user_message", "user_message"),
                        List.of("user_message", "user_message", "assistant_message")),
                histories);
        assertEquals(
                List.of("user_message", "client_tool_call", "user_message", "assistant_message", "assistant_message"),
                chat.itemTypes(thread));
    }

    @Test
    void retry_removesAPendingToolCall() {
        String thread = threadWith(message(InferenceOptions.NONE), call());
        chat.run(new StreamingRequest.ThreadsRetryAfterItem(
                thread, chat.items(thread).getFirst().id()));
        assertEquals(List.of("user_message", "assistant_message"), chat.itemTypes(thread));
    }

    @Test
    void toolOutputAfterReload_completesTheLastCall() {
        String thread = threadWith(message(InferenceOptions.NONE), call(), call());
        var events = chat.run(new StreamingRequest.ThreadsAddClientToolOutput(thread, RESULT));
        assertEquals(List.of("StreamOptions", "ItemDone"), eventTypes(events));
        assertEquals(List.of(List.of("user_message", "client_tool_call")), histories);
    }

    @Test
    void toolOutput_skipsHiddenItemsAfterTheCall() {
        String thread =
                threadWith(message(InferenceOptions.NONE), call(), new ItemContent.SdkHiddenContext("cancelled"));
        chat.run(new StreamingRequest.ThreadsAddClientToolOutput(thread, RESULT));
        var completed =
                (ClientToolCall) ItemCodec.toItem(chat.items(thread).get(1)).content();
        assertEquals(WireJson.value(RESULT), WireJson.value(completed.output()));
    }

    /** An application adds items over REST while the browser runs the tool. */
    @Test
    void toolOutput_completesACallBehindOtherItems() {
        String thread = threadWith(message(InferenceOptions.NONE), call());
        for (int n = 0; n < 19; n++) {
            chat.store.addItem(chat.caller, new ThreadItem("n" + n, thread, "note", Instant.EPOCH, "{}"));
        }
        chat.run(new StreamingRequest.ThreadsAddClientToolOutput(thread, RESULT));
        var completed =
                (ClientToolCall) ItemCodec.toItem(chat.items(thread).get(1)).content();
        assertEquals(WireJson.value(RESULT), WireJson.value(completed.output()));
    }

    @Test
    void toolOutputAfterALaterMessage_isRejected() {
        String thread = threadWith(message(InferenceOptions.NONE), call(), message(InferenceOptions.NONE));
        List<ThreadItem> before = chat.items(thread);
        var request = new StreamingRequest.ThreadsAddClientToolOutput(thread, RESULT);
        assertThrows(WrongStateException.class, () -> chat.prepare(request));
        assertEquals(before, chat.items(thread));
    }

    @Test
    void continuedTurn_keepsTheChosenModelButNotTheTool() {
        var chosen = new InferenceOptions("search", "large");
        String thread = threadWith(message(InferenceOptions.NONE), message(chosen), call());
        chat.run(new StreamingRequest.ThreadsAddClientToolOutput(thread, RESULT));
        chat.run(new StreamingRequest.ThreadsCustomAction(thread, null, new Action("a", RawJson.NULL)));
        chat.run(new StreamingRequest.ThreadsRetryAfterItem(
                thread, chat.items(thread).get(1).id()));
        var input = new UserMessageInput(
                List.of(new UserContent.Text("Hi")), List.of(), null, new InferenceOptions(null, "small"));
        chat.run(new StreamingRequest.ThreadsAddUserMessage(thread, input));
        var model = new InferenceOptions(null, "large");
        assertEquals(List.of(model, model, chosen, new InferenceOptions(null, "small")), options);
    }

    @Test
    void continuedTurnWithoutUserMessage_hasNoInferenceOptions() {
        String thread = threadWith(call());
        chat.run(new StreamingRequest.ThreadsAddClientToolOutput(thread, RESULT));
        assertEquals(List.of(InferenceOptions.NONE), options);
    }

    /** A thread with these items. */
    private String threadWith(ItemContent... contents) {
        String id = chat.store.generateThreadId();
        chat.store.addThread(chat.caller, ChatThread.create(id, Instant.now()));
        for (ItemContent content : contents) {
            String item = chat.store.generateItemId(ItemTypes.of(content));
            chat.store.addItem(chat.caller, ItemCodec.toThreadItem(new Item(item, id, Instant.now(), content)));
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
