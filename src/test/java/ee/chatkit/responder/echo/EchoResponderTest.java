package ee.chatkit.responder.echo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.event.ThreadItemUpdate;
import ee.chatkit.protocol.event.ThreadStreamEvent;
import ee.chatkit.protocol.event.ThreadStreamEvent.ItemUpdated;
import ee.chatkit.protocol.item.InferenceOptions;
import ee.chatkit.protocol.item.Item;
import ee.chatkit.protocol.item.ItemContent;
import ee.chatkit.protocol.item.UserContent;
import ee.chatkit.responder.EventSink;
import ee.chatkit.responder.ThreadContext;
import ee.chatkit.responder.Turn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class EchoResponderTest {
    private final List<String> deltas = new ArrayList<>();

    @Test
    void answer_isSentInDeltasOfEightCharacters() {
        answer("Ask Ada");
        assertEquals(List.of("You said", ": Ask Ad", "a"), deltas);
    }

    @Test
    void deltas_doNotSplitCharacters() {
        answer("12345\uD83D\uDE00\uD83D\uDE00");
        assertEquals(List.of("You said", ": 12345\uD83D\uDE00", "\uD83D\uDE00"), deltas);
    }

    private void answer(String text) {
        var thread = new EmptyThread();
        var message = new ItemContent.UserMessage(
                List.of(new UserContent.Text(text)), List.of(), null, InferenceOptions.NONE);
        var turn = new Turn(
                new Caller("ann"),
                ChatThread.create("thr_1", Instant.EPOCH),
                null,
                thread.newItem(message),
                RawJson.EMPTY_OBJECT,
                Locale.ROOT,
                thread);
        new EchoResponder().respond(turn, new DeltaCollector(deltas));
    }

    private record DeltaCollector(List<String> deltas) implements EventSink {
        @Override
        public void send(ThreadStreamEvent event) {
            if (event instanceof ItemUpdated(String id, ThreadItemUpdate.TextDelta(int index, String delta))) {
                deltas.add(delta);
            }
        }

        @Override
        public boolean isCancelled() {
            return false;
        }

        @Override
        public void onCancel(Runnable callback) {}
    }

    private record EmptyThread() implements ThreadContext {
        @Override
        public Page<Item> items(PageRequest page) {
            return new Page<>(List.of(), null);
        }

        @Override
        public Item newItem(ItemContent content) {
            return new Item("msg_1", "thr_1", Instant.EPOCH, content);
        }

        @Override
        public ChatThread updateThread(UnaryOperator<ChatThread> change) {
            throw new UnsupportedOperationException();
        }
    }
}
