package ee.chatkit.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.journal.NodeTurns;
import ee.chatkit.journal.TurnEvent;
import ee.chatkit.model.Caller;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.model.TurnState;
import ee.chatkit.protocol.request.StreamingRequest;
import ee.chatkit.responder.AssistantText;
import ee.chatkit.responder.Responder;
import ee.chatkit.store.ItemScope;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.OrphanedTurn;
import ee.chatkit.store.TurnChange;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Turns in the journal of each store: what is followed, cancelled and recovered. */
class JournalledTurnsTest {
    private static Responder words(CountDownLatch half, CountDownLatch goOn) {
        return (turn, sink) -> {
            var answer = new AssistantText(turn, sink);
            answer.append("One two ");
            half.countDown();
            goOn.await();
            answer.append("three four five");
            answer.finish();
        };
    }

    @ParameterizedTest
    @EnumSource
    @SuppressWarnings("try") // the writer is used by its thread
    void follower_getsWhatWasMissedAndWhatFollows(StoreFixture stores) throws Exception {
        var half = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var chat = new ChatFixture(stores, words(half, goOn));
        var service = new TurnService(chat.turns);
        PreparedStream turn = begun(chat);
        String id = turn.turnId().orElseThrow();
        List<TurnEvent> sent = new ArrayList<>();
        List<TurnEvent> followed = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var writer = new Writer(chat.turns)) {
            Future<?> run = threads.submit(() -> turn.stream(sent::add));
            half.await();
            EventSource follower = service.follow(chat.caller, id, 2);
            Future<?> follow = threads.submit(() -> follower.stream(followed::add));
            assertTrue(service.find(chat.caller, id).isRunning());
            goOn.countDown();
            run.get();
            follow.get();
        }
        assertEquals(sent.subList(2, sent.size()), followed);
        assertEquals(TurnState.COMPLETED, service.find(chat.caller, id).state());
        var stranger = new Caller("eve-" + UUID.randomUUID());
        assertThrows(NotFoundException.class, () -> service.follow(stranger, id, 0));
        assertThrows(NotFoundException.class, () -> service.cancel(stranger, id));
    }

    @ParameterizedTest
    @EnumSource
    void secondTurnOfAThread_isRefusedIfOnlyOneMayRun(StoreFixture stores) throws Exception {
        var half = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var chat = ChatFixture.oneAtATime(stores.open(), words(half, goOn));
        var otherNode = new ChatFixture(chat, NodeTurns.oneAtATime(chat.turns.journal()), (turn, sink) -> {});
        PreparedStream first = begun(chat);
        List<TurnEvent> sent = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> run = threads.submit(() -> first.stream(sent::add));
            half.await();
            String thread = chat.store
                    .listThreads(chat.caller, PageRequest.first(1, SortOrder.DESC))
                    .data()
                    .getFirst()
                    .id();
            for (ChatFixture node : List.of(chat, otherNode)) {
                PreparedStream second = node.prepare(ChatFixture.userMessage(thread, "Again"));
                assertThrows(WrongStateException.class, second::begin);
            }
            goOn.countDown();
            run.get();
            PreparedStream second = otherNode.prepare(ChatFixture.userMessage(thread, "Again"));
            second.begin();
            PreparedStream third = chat.prepare(ChatFixture.userMessage(thread, "Again"));
            assertThrows(WrongStateException.class, third::begin);
            second.close(); // its client is gone
            PreparedStream fourth = chat.prepare(ChatFixture.userMessage(thread, "Again"));
            fourth.begin();
            fourth.close();
        }
    }

    /** A second node has nothing of the turn but the journal. */
    @ParameterizedTest
    @EnumSource
    void cancelOfAnotherNode_isCarriedOutWithTheNextBeat(StoreFixture stores) throws Exception {
        var half = new CountDownLatch(1);
        var chat = new ChatFixture(stores, words(half, new CountDownLatch(1)));
        var other = new TurnService(new NodeTurns(chat.turns.journal()));
        PreparedStream turn = begun(chat);
        String id = turn.turnId().orElseThrow();
        List<TurnEvent> sent = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> run = threads.submit(() -> turn.stream(sent::add));
            half.await();
            chat.turns.write();
            assertTrue(other.cancel(chat.caller, id).isRunning());
            chat.turns.beat();
            run.get();
        }
        chat.turns.write();
        assertEquals(TurnState.CANCELLED, other.find(chat.caller, id).state());
        chat.turns.beat();
        assertEquals(0, chat.turns.size());
    }

    @ParameterizedTest
    @EnumSource
    void orphan_leavesThePartialAnswerOnceHoweverOftenItIsRecovered(StoreFixture stores) {
        var chat = new ChatFixture(stores, (turn, sink) -> {});
        String thread = chat.createThread("Hello");
        String id = "trn_" + UUID.randomUUID().toString().replace("-", "");
        var dead = UUID.randomUUID();
        List<String> events = List.of(
                "{\"type\":\"thread.item.added\",\"item\":{\"id\":\"msg_" + id + "\",\"thread_id\":\"" + thread
                        + "\",\"created_at\":\"2026-01-01T00:00:00Z\",\"type\":\"assistant_message\",\"content\":[]}}",
                "{\"type\":\"thread.item.updated\",\"item_id\":\"msg_" + id
                        + "\",\"update\":{\"type\":\"assistant_message.content_part.added\",\"content_index\":0,"
                        + "\"content\":{\"type\":\"output_text\",\"text\":\"\",\"annotations\":[]}}}",
                "{\"type\":\"thread.item.updated\",\"item_id\":\"msg_" + id
                        + "\",\"update\":{\"type\":\"assistant_message.content_part.text_delta\",\"content_index\":0,"
                        + "\"delta\":\"One two \"}}",
                "{\"type\":\"progress_update\",\"text\":\"counting\"}");
        chat.turns
                .journal()
                .write(dead, List.of(new TurnChange(id, thread, chat.caller, true, 1, events, TurnState.RUNNING)));
        var orphan = new OrphanedTurn(id, thread, chat.caller);
        var recovery = new TurnRecovery(chat.turns, chat.store);
        recovery.storePartialAnswer(orphan);
        recovery.storePartialAnswer(orphan);
        List<ThreadItem> items = chat.store
                .listItems(chat.caller, thread, ItemScope.ALL, PageRequest.first(10, SortOrder.ASC))
                .data();
        assertEquals(
                List.of("user_message", "assistant_message", "sdk_hidden_context"),
                items.stream().map(ThreadItem::type).toList());
        assertTrue(items.get(1).content().contains("One two "), items.get(1)::content);
    }

    private static PreparedStream begun(ChatFixture chat) {
        PreparedStream turn = chat.prepare(new StreamingRequest.ThreadsCreate(ChatFixture.input("Count")));
        turn.begin();
        return turn;
    }

    /** Writes the journal as the server's thread does. */
    private static final class Writer implements AutoCloseable {
        private final Thread thread;

        Writer(NodeTurns turns) {
            thread = Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        turns.writeNext();
                    }
                } catch (InterruptedException e) {
                    turns.close();
                }
            });
        }

        @Override
        public void close() {
            thread.interrupt();
            while (thread.isAlive()) {
                Thread.onSpinWait();
            }
        }
    }
}
