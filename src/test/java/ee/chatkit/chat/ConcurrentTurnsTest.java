package ee.chatkit.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.ThreadItem;
import ee.chatkit.protocol.event.ThreadStreamEvent;
import ee.chatkit.protocol.event.ThreadStreamEvent.ItemDone;
import ee.chatkit.protocol.item.ItemContent.AssistantMessage;
import ee.chatkit.responder.echo.EchoResponder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(StoreFixture.class)
class ConcurrentTurnsTest {
    private static final int TURNS = 64;

    private final FaultInjectingStore watched = new FaultInjectingStore();
    private final ChatFixture chat;

    ConcurrentTurnsTest(StoreFixture stores) {
        this.chat = new ChatFixture(watched.wrap(stores.open()), request -> Optional.empty(), new EchoResponder());
    }

    @Test
    void sixtyFourConcurrentTurns_areAnsweredAndListedInStoredOrder() throws Exception {
        String thread = chat.createThread("Hello");
        var together = new CyclicBarrier(TURNS);
        var work = new ArrayList<Callable<List<ThreadStreamEvent>>>();
        for (int i = 0; i < TURNS; i++) {
            String text = "Question " + i;
            work.add(() -> {
                var preparedStream = chat.prepare(ChatFixture.userMessage(thread, text));
                together.await();
                var events = new ArrayList<ThreadStreamEvent>();
                preparedStream.run(events::add);
                return events;
            });
        }
        var seen = new HashSet<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            int i = 0;
            for (var done : threads.invokeAll(work)) {
                assertAnswered("Question " + i++, done.get(), thread, seen);
            }
        }
        assertEquals(2 * TURNS, seen.size());
        var ids = chat.items(thread).stream().map(ThreadItem::id).toList();
        assertEquals(2 * TURNS + 2, ids.size());
        assertEquals(ids, List.copyOf(watched.idsByPosition.values()));
    }

    private void assertAnswered(String question, List<ThreadStreamEvent> events, String thread, Set<String> seen) {
        var message = (ItemDone) events.getFirst();
        var answer = (ItemDone) events.getLast();
        assertEquals(AssistantMessage.of("You said: " + question), answer.item().content());
        for (ThreadStreamEvent event : events) {
            switch (event) {
                case ItemDone(var item) -> seen.add(item.id());
                case ThreadStreamEvent.ItemAdded(var item) -> seen.add(item.id());
                case ThreadStreamEvent.ItemUpdated(String id, var update) -> seen.add(id);
                default -> {}
            }
        }
        var ids = chat.items(thread).stream().map(ThreadItem::id).toList();
        assertTrue(ids.indexOf(message.item().id()) < ids.indexOf(answer.item().id()));
    }
}
