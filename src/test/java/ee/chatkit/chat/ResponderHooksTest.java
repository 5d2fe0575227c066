package ee.chatkit.chat;

import static ee.chatkit.chat.ChatFixture.eventTypes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.FeedbackKind;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.event.ThreadStreamEvent.StreamOptions;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.item.ItemContent.AssistantMessage;
import ee.chatkit.protocol.item.ItemContent.HiddenContext;
import ee.chatkit.protocol.request.Action;
import ee.chatkit.protocol.request.ImmediateRequest;
import ee.chatkit.responder.EventSink;
import ee.chatkit.responder.Responder;
import ee.chatkit.responder.Turn;
import ee.chatkit.store.NotFoundException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Methods of the responder beside its answers. */
@ParameterizedClass
@EnumSource(StoreFixture.class)
class ResponderHooksTest {
    private final ChatFixture chat;

    ResponderHooksTest(StoreFixture stores) {
        this.chat = new ChatFixture(stores, new FailingHooks());
    }

    private static final class FailingHooks implements Responder {
        @Override
        public void respond(Turn turn, EventSink sink) {
            ProbeResponder.sendDone(new HiddenContext(new RawJson("\"secret\"")), turn, sink);
            ProbeResponder.sendDone(AssistantMessage.of("answered"), turn, sink);
        }

        @Override
        public Optional<Item> syncAction(Turn turn, Action action, @Nullable Item sender) {
            return Optional.of(turn.context().newItem(new HiddenContext(new RawJson("\"more\""))));
        }

        @Override
        public void feedback(Caller caller, String threadId, List<String> itemIds, FeedbackKind kind) {
            throw new StackOverflowError();
        }

        @Override
        public StreamOptions streamOptions(Caller caller, ChatThread thread) {
            throw new IllegalStateException("broken");
        }
    }

    @Test
    void failingStreamOptions_fallBackToTheDefault() {
        String thread = chat.createThread("Hello");
        var events = chat.run(ChatFixture.userMessage(thread, "More"));
        assertEquals(List.of("ItemDone", "StreamOptions", "ItemDone"), eventTypes(events));
        assertEquals(new StreamOptions(true), events.get(1));
    }

    @Test
    void feedbackHookThatThrows_keepsTheFeedback() {
        String thread = chat.createThread("Hello");
        String answer = chat.items(thread).getLast().id();
        assertEquals("{}", feedback(thread, answer));
        assertEquals(
                answer, chat.store.listFeedback(chat.caller, thread).getFirst().itemId());
    }

    @Test
    void feedbackOnHiddenOrMissingItems_isRejectedAsAWhole() {
        String thread = chat.createThread("Hello");
        String answer = chat.items(thread).getLast().id();
        ThreadItem hidden = chat.items(thread).get(1);
        for (String id : List.of(hidden.id(), "msg_none")) {
            assertThrows(NotFoundException.class, () -> feedback(thread, answer, id));
        }
        assertEquals(List.of(), chat.store.listFeedback(chat.caller, thread));
    }

    @Test
    void syncActionWithHiddenItem_storesItAndReturnsNothing() {
        String thread = chat.createThread("Hello");
        var request = new ImmediateRequest.ThreadsSyncCustomAction(thread, null, new Action("a", RawJson.NULL));
        assertEquals("{}", chat.server.answer(chat.context(), request));
        assertEquals("hidden_context_item", chat.itemTypes(thread).getLast());
    }

    private String feedback(String thread, String... items) {
        var request = new ImmediateRequest.ItemsFeedback(thread, List.of(items), FeedbackKind.POSITIVE);
        return chat.server.answer(chat.context(), request);
    }
}
