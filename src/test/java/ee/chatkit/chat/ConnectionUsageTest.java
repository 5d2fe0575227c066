package ee.chatkit.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.protocol.event.ThreadStreamEvent;
import ee.chatkit.protocol.event.ThreadStreamEvent.ItemDone;
import ee.chatkit.protocol.event.ThreadStreamEvent.ThreadCreated;
import ee.chatkit.protocol.item.ItemContent.AssistantMessage;
import ee.chatkit.protocol.request.StreamingRequest;
import ee.chatkit.responder.TitleRequest;
import ee.chatkit.store.jpa.PostgresStores;
import ee.chatkit.store.jpa.TestDatabase;
import ee.chatkit.store.jpa.Transactions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A turn that waits for a model holds no connection. */
class ConnectionUsageTest {
    private static final int TURNS = 20;

    private final CountDownLatch waiting = new CountDownLatch(2 * TURNS);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @Test
    void twentyTurnsWaitingForModels_holdNoConnection() throws Exception {
        try (var pool = TestDatabase.create(2);
                var postgres = new PostgresStores(pool, Transactions.LOCAL, Clock.systemUTC())) {
            postgres.prepare();
            var stores = new StoreFixture.Stores(postgres.store(), postgres.opportunities(), postgres.turnJournal());
            var chat = new ChatFixture(stores, this::title, (turn, sink) -> {
                turn.context().items(PageRequest.first(5, SortOrder.DESC));
                waiting.countDown();
                goOn.await();
                ProbeResponder.sendDone(AssistantMessage.of("answered"), turn, sink);
            });
            var turns = new ArrayList<BackgroundTurn>();
            for (int i = 0; i < TURNS; i++) {
                turns.add(BackgroundTurn.start(
                        chat.prepare(new StreamingRequest.ThreadsCreate(ChatFixture.input("Hello")))));
            }
            assertTrue(waiting.await(30, TimeUnit.SECONDS), "all wait for their model at once");
            assertEquals(0, pool.getHikariPoolMXBean().getActiveConnections());
            goOn.countDown();
            for (BackgroundTurn turn : turns) {
                String thread = assertInstanceOf(ThreadCreated.class, turn.next())
                        .thread()
                        .id();
                var events = turn.remaining();
                assertTrue(events.stream().anyMatch(ConnectionUsageTest::isAnswer));
                assertEquals("Found", chat.store.loadThread(chat.caller, thread).title());
            }
        }
    }

    private static boolean isAnswer(ThreadStreamEvent event) {
        return event instanceof ItemDone done && done.item().content().equals(AssistantMessage.of("answered"));
    }

    private Optional<String> title(TitleRequest request) {
        waiting.countDown();
        try {
            goOn.await();
            return Optional.of("Found");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
