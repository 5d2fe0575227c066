package ee.chatkit.chat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.IdSeed;
import ee.chatkit.model.Ids;
import ee.chatkit.model.ThreadStatus;
import ee.chatkit.protocol.RawJson;
import ee.chatkit.protocol.event.RecordedTurn;
import ee.chatkit.protocol.event.RecordedTurn.RecordedItem;
import ee.chatkit.protocol.event.ThreadItemUpdate.TextDelta;
import ee.chatkit.protocol.event.ThreadStreamEvent;
import ee.chatkit.protocol.event.ThreadStreamEvent.Failure;
import ee.chatkit.protocol.event.ThreadStreamEvent.ItemDone;
import ee.chatkit.protocol.event.ThreadStreamEvent.ItemReplaced;
import ee.chatkit.protocol.event.ThreadStreamEvent.ItemUpdated;
import ee.chatkit.protocol.event.ThreadStreamEvent.ThreadCreated;
import ee.chatkit.protocol.json.RecordedTurnJson;
import ee.chatkit.protocol.request.Action;
import ee.chatkit.protocol.request.StreamingRequest;
import ee.chatkit.protocol.request.StreamingRequest.ThreadsAddClientToolOutput;
import ee.chatkit.protocol.request.StreamingRequest.ThreadsCreate;
import ee.chatkit.protocol.request.StreamingRequest.ThreadsCustomAction;
import ee.chatkit.protocol.request.StreamingRequest.ThreadsRetryAfterItem;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.RequestAttempt;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Turns whose request has an idempotency key and is sent again. */
@ParameterizedClass
@EnumSource(StoreFixture.class)
class RepeatedTurnsTest {
    private final ChatFixture chat;
    private final RequestAttempt first;

    RepeatedTurnsTest(StoreFixture stores) {
        this.chat = new ChatFixture(stores, new ProbeResponder());
        UUID seed = new Ids(Clock.systemUTC()).nextUuid();
        this.first = new RequestAttempt(chat.caller, "key", UUID.randomUUID(), seed, false, null);
    }

    /** Notes what a turn reports. */
    private static final class Notes implements TurnListener {
        private final List<Optional<RecordedTurn>> ended = new CopyOnWriteArrayList<>();
        private int inputs;

        @Override
        public void beforeInput() {
            inputs++;
        }

        @Override
        public void ended(Optional<RecordedTurn> turn) {
            ended.add(turn.map(RecordedTurnJson::write).map(RecordedTurnJson::read));
        }

        /** A turn that was cancelled ends on a thread of its own. */
        RecordedTurn turn() {
            long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (ended.isEmpty() && System.nanoTime() < end) {
                LockSupport.parkNanos(1_000_000);
            }
            assertEquals(1, ended.size());
            return ended.getFirst().orElseThrow();
        }
    }

    private RequestContext context(RequestAttempt attempt) {
        RequestContext without = chat.context();
        return new RequestContext(
                without.caller(), null, without.base(), without.locale(), without.metadata(), attempt);
    }

    private RequestAttempt repeated(@Nullable Instant effectAt) {
        return new RequestAttempt(chat.caller, "key", UUID.randomUUID(), first.seed(), true, effectAt);
    }

    private PreparedStream begin(StreamingRequest request, TurnListener listener) {
        PreparedStream turn = chat.server.prepare(context(first), request);
        turn.setListener(listener);
        turn.begin();
        return turn;
    }

    private List<ThreadStreamEvent> replay(RecordedTurn turn) {
        var events = new ArrayList<ThreadStreamEvent>();
        PreparedStream stream = chat.server.replay(chat.context(), turn);
        assertTrue(stream.isReplay());
        stream.run(events::add);
        return events;
    }

    private static List<ThreadStreamEvent> done(List<ThreadStreamEvent> events) {
        return events.stream().filter(ItemDone.class::isInstance).toList();
    }

    private static List<ThreadStreamEvent> run(PreparedStream turn) {
        var events = new ArrayList<ThreadStreamEvent>();
        turn.run(events::add);
        return events;
    }

    @Test
    void completedTurn_isReplayedFromTheStore() {
        var notes = new Notes();
        List<ThreadStreamEvent> events = run(begin(new ThreadsCreate(ChatFixture.input("Hello")), notes));
        RecordedTurn recorded = notes.turn();
        assertTrue(recorded.threadCreated());
        assertNull(recorded.failure());
        assertEquals(new IdSeed(first.seed()).id("thr_"), recorded.threadId());
        assertEquals(0, notes.inputs, "a message is found by its id");
        List<ThreadStreamEvent> again = replay(recorded);
        assertEquals(List.of("ThreadCreated", "ItemDone", "ItemDone"), ChatFixture.eventTypes(again));
        assertEquals(
                ChatFixture.threadId(events),
                ((ThreadCreated) again.getFirst()).thread().id());
        assertEquals(done(events), done(again));
        assertEquals(2, chat.items(recorded.threadId()).size());
    }

    @Test
    void replacedAndRemovedItems_areReplayedAsTheyAreStored() {
        var notes = new Notes();
        run(begin(new ThreadsCreate(ChatFixture.input("/probe remove")), notes));
        assertEquals(2, notes.turn().items().size());
        var replaced = new Notes();
        String thread = notes.turn().threadId();
        RequestAttempt other = new RequestAttempt(
                chat.caller, "other", UUID.randomUUID(), new Ids(Clock.systemUTC()).nextUuid(), false, null);
        PreparedStream turn = chat.server.prepare(context(other), ChatFixture.userMessage(thread, "/probe replace"));
        turn.setListener(replaced);
        run(turn);
        assertEquals(List.of("ItemDone", "ItemDone"), ChatFixture.eventTypes(replay(replaced.turn())));
    }

    @Test
    void failedTurn_isReplayedWithItsError() {
        var notes = new Notes();
        List<ThreadStreamEvent> events = run(begin(new ThreadsCreate(ChatFixture.input("/probe custom_error")), notes));
        assertTrue(events.contains(replay(notes.turn()).getLast()));
        assertEquals(Failure.custom("probe custom message", true), notes.turn().failure());
    }

    @Test
    void cancelledTurn_isReplayedWithItsPartialAnswerAndAnError() {
        String thread = chat.createThread("Hello");
        var notes = new Notes();
        var deltas = new ArrayList<ThreadStreamEvent>();
        begin(ChatFixture.userMessage(thread, "A longer question"), notes).run(event -> {
            if (event instanceof ItemUpdated(String id, TextDelta delta)) {
                deltas.add(event);
                if (deltas.size() == 2) {
                    throw new IllegalStateException("gone");
                }
            }
        });
        List<ThreadStreamEvent> again = replay(notes.turn());
        assertEquals(List.of("ItemDone", "ItemDone", "Failure"), ChatFixture.eventTypes(again));
        assertTrue(((Failure) again.getLast()).allowRetry());
        assertEquals(
                chat.items(thread).get(3).id(), ((ItemDone) again.get(1)).item().id());
    }

    @Test
    void turnWhoseInputIsStored_isNotRunAgain() {
        var request = new ThreadsCreate(ChatFixture.input("Hello"));
        begin(request, TurnListener.NONE); // and the server is killed
        RecordedTurn interrupted =
                chat.server.interruptedTurn(context(repeated(null)), request).orElseThrow();
        assertTrue(interrupted.threadCreated());
        List<ThreadStreamEvent> events = replay(interrupted);
        assertEquals(List.of("ThreadCreated", "ItemDone", "Failure"), ChatFixture.eventTypes(events));
        assertTrue(((Failure) events.getLast()).allowRetry());
        assertEquals(List.of("user_message"), chat.itemTypes(ChatFixture.threadId(events)));
        assertEquals(1, chat.threadCount());
    }

    @Test
    void interruptedMessage_isReplayedWithItsAnswerOnly() {
        String thread = chat.createThread("Hello");
        var request = ChatFixture.userMessage(thread, "Second");
        run(begin(request, TurnListener.NONE)); // and the server is killed before the answer is recorded
        chat.run(ChatFixture.userMessage(thread, "Third"));
        RecordedTurn interrupted =
                chat.server.interruptedTurn(context(repeated(null)), request).orElseThrow();
        assertEquals(
                chat.items(thread).subList(2, 4).stream()
                        .map(item -> new RecordedItem(item.id(), false))
                        .toList(),
                interrupted.items());
        assertEquals(6, chat.items(thread).size());
    }

    @Test
    void turnWhoseInputIsNotStored_isRunWithTheSameIds() {
        var request = new ThreadsCreate(ChatFixture.input("Hello"));
        assertTrue(chat.server.interruptedTurn(context(repeated(null)), request).isEmpty());
        assertTrue(chat.server.interruptedTurn(context(first), request).isEmpty());
        List<ThreadStreamEvent> events = run(chat.server.prepare(context(repeated(null)), request));
        assertEquals(new IdSeed(first.seed()).id("thr_"), ChatFixture.threadId(events));
        assertEquals(2, chat.items(ChatFixture.threadId(events)).size());
    }

    @Test
    void notedContinuations_areNotRunAgain() {
        String thread = chat.createThread("/probe tool");
        Instant before = Instant.now();
        var output = new ThreadsAddClientToolOutput(thread, new RawJson("1"));
        var notes = new Notes();
        run(begin(output, notes));
        assertEquals(1, notes.inputs);
        int items = chat.items(thread).size();
        assertTrue(chat.server.interruptedTurn(context(repeated(null)), output).isEmpty());
        RecordedTurn interrupted =
                chat.server.interruptedTurn(context(repeated(before)), output).orElseThrow();
        assertTrue(interrupted.items().containsAll(notes.turn().items()));
        var retry =
                new ThreadsRetryAfterItem(thread, chat.items(thread).getFirst().id());
        assertEquals(
                items - 1,
                chat.server
                        .interruptedTurn(context(repeated(before)), retry)
                        .orElseThrow()
                        .items()
                        .size());
        assertEquals(items, chat.items(thread).size());
    }

    @Test
    void action_isNotedBeforeItIsRun() {
        String thread = chat.createThread("/probe widget");
        var action = new ThreadsCustomAction(
                thread, chat.items(thread).getLast().id(), new Action("pressed", new RawJson("{}")));
        var notes = new Notes();
        PreparedStream turn = begin(action, notes);
        assertEquals(1, notes.inputs);
        run(turn);
        assertEquals(1, notes.inputs);
        assertEquals(1, notes.ended.size());
        PreparedStream refused = chat.server.prepare(context(repeated(null)), action);
        refused.setListener(new TurnListener() {
            @Override
            public void beforeInput() {
                throw new IllegalStateException("replaced");
            }

            @Override
            public void ended(Optional<RecordedTurn> ended) {
                throw new AssertionError("did not begin");
            }
        });
        assertThrows(IllegalStateException.class, refused::begin);
    }

    @Test
    void turnOfLockedThread_endsWithoutAnEffect() {
        String thread = chat.createThread("Hello");
        chat.store.updateThread(chat.caller, thread, found -> found.withStatus(new ThreadStatus.Locked("done")));
        var notes = new Notes();
        run(begin(ChatFixture.userMessage(thread, "Again"), notes));
        assertEquals(List.of(Optional.empty()), notes.ended);
    }

    @Test
    void turnThatIsNeverRun_endsAsInterrupted() {
        var notes = new Notes();
        PreparedStream turn = begin(new ThreadsCreate(ChatFixture.input("Hello")), notes);
        turn.close();
        turn.close();
        assertEquals(1, notes.turn().items().size());
        assertTrue(notes.turn().failure() != null && notes.turn().failure().allowRetry());
    }

    @Test
    void replayOfDeletedItems_leavesThemOut_andOfDeletedThreadIsNotFound() {
        var notes = new Notes();
        run(begin(new ThreadsCreate(ChatFixture.input("Hello")), notes));
        RecordedTurn turn = notes.turn();
        chat.store.deleteItem(
                chat.caller, turn.threadId(), turn.items().getLast().itemId());
        assertEquals(List.of("ThreadCreated", "ItemDone"), ChatFixture.eventTypes(replay(turn)));
        chat.store.deleteThread(chat.caller, turn.threadId());
        assertThrows(NotFoundException.class, () -> chat.server.replay(chat.context(), turn));
    }

    @Test
    void replacedItemOfAnEarlierTurn_isReplayedAsReplaced() {
        String thread = chat.createThread("Hello");
        String item = chat.items(thread).getLast().id();
        var turn = new RecordedTurn(thread, false, List.of(new RecordedItem(item, true)), null);
        List<ThreadStreamEvent> events = replay(turn);
        assertEquals(1, events.size());
        assertEquals(item, ((ItemReplaced) events.getFirst()).item().id());
    }
}
