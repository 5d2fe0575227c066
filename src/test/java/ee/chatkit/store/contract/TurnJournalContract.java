package ee.chatkit.store.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Ids;
import ee.chatkit.model.TurnRecord;
import ee.chatkit.model.TurnState;
import ee.chatkit.store.NodeTurn;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.OrphanedTurn;
import ee.chatkit.store.ResourceType;
import ee.chatkit.store.TurnChange;
import ee.chatkit.store.TurnEventPage;
import ee.chatkit.store.TurnJournal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@link TurnJournal}. Its clock may be that of the database, so time passes by waiting. */
public interface TurnJournalContract extends StoreContract {
    Duration HOUR = Duration.ofHours(1);

    /** Longer than a test takes between two calls. */
    Duration SILENCE = Duration.ofSeconds(2);

    int ALL = 100_000;

    /** A turn of a thread, and the node that runs it. */
    record TestTurn(String id, ChatThread thread, Caller caller, UUID node) {
        TurnChange change(boolean begins, long firstNumber, List<String> events, TurnState state) {
            return new TurnChange(id, thread.id(), caller, begins, firstNumber, events, state);
        }

        TurnChange begin() {
            return change(true, 1, List.of(), TurnState.RUNNING);
        }

        /** Events as {@link #events} makes them. */
        TurnChange events(long first, long last) {
            return change(false, first, TurnJournalContract.events(first, last), TurnState.RUNNING);
        }

        TurnChange end(long number) {
            return change(false, number, List.of(), TurnState.COMPLETED);
        }

        TestTurn onNode(UUID other) {
            return new TestTurn(id, thread, caller, other);
        }
    }

    private static List<String> events(long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(number -> "{\"number\":" + number + "}")
                .toList();
    }

    private TestTurn newTurn(Caller caller, ChatThread thread) {
        return new TestTurn(new Ids(clock()).next(Ids.TURN), thread, caller, UUID.randomUUID());
    }

    private TestTurn begin() {
        var ada = newUser();
        return begin(ada, addThread(ada));
    }

    private TestTurn begin(Caller caller, ChatThread thread) {
        return begin(newTurn(caller, thread));
    }

    private TestTurn begin(TestTurn turn) {
        write(turn, turn.begin());
        return turn;
    }

    private void write(TestTurn turn, TurnChange change) {
        turns().write(turn.node(), List.of(change));
    }

    private TurnEventPage read(TestTurn turn, long after) {
        return turns().read(turn.caller(), turn.id(), after);
    }

    private TurnRecord find(TestTurn turn) {
        return turns().find(turn.caller(), turn.id());
    }

    private void assertEvents(TestTurn turn, long last) {
        assertEquals(new TurnEventPage(find(turn), 1, events(1, last), false), read(turn, 0));
    }

    private void assertUnknown(TestTurn turn) {
        StoreAssertions.assertNotFound(ResourceType.TURN, turn.id(), () -> find(turn));
        StoreAssertions.assertNotFound(ResourceType.TURN, turn.id(), () -> read(turn, 0));
        StoreAssertions.assertNotFound(
                ResourceType.TURN, turn.id(), () -> turns().requestCancel(turn.caller(), turn.id()));
    }

    private void pass(Duration time) {
        clock().advance(time);
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    default void begunTurn_isRunningWithoutEvents() {
        TestTurn turn = begin();
        TurnRecord found = find(turn);
        assertEquals(turn.id(), found.id());
        assertEquals(turn.thread().id(), found.threadId());
        assertEquals(TurnState.RUNNING, found.state());
        assertNull(found.endedAt());
        assertEquals(new TurnEventPage(found, 1, List.of(), false), read(turn, 0));
        assertEquals(
                List.of(found), turns().running(turn.caller(), turn.thread().id()));
    }

    @Test
    default void events_areReadInTheirOrder() {
        TestTurn turn = begin();
        write(turn, turn.events(1, 1));
        write(turn, turn.events(2, 4));
        write(turn, turn.events(5, 11));
        assertEvents(turn, 11);
        for (long after = 0; after <= 11; after++) {
            assertEquals(
                    new TurnEventPage(find(turn), after + 1, events(after + 1, 11), false),
                    read(turn, after),
                    "after " + after);
        }
    }

    @Test
    default void readBeyondTheEnd_isEmpty() {
        TestTurn turn = begin();
        write(turn, turn.events(1, 3));
        assertEquals(new TurnEventPage(find(turn), 4, List.of(), false), read(turn, 3));
        assertEquals(new TurnEventPage(find(turn), 11, List.of(), false), read(turn, 10));
        assertEquals(
                new TurnEventPage(find(turn), 1_000_000_000_001L, List.of(), false), read(turn, 1_000_000_000_000L));
    }

    @Test
    default void turnOfOneCall_hasBegunAndEnded() {
        var ada = newUser();
        for (TurnState state : TurnState.values()) {
            TestTurn turn = newTurn(ada, addThread(ada));
            write(turn, turn.change(true, 1, events(1, 3), state));
            assertEquals(state, find(turn).state());
            assertEvents(turn, 3);
        }
    }

    @Test
    default void ended_hasItsEventsAndTime() {
        TestTurn turn = begin();
        write(turn, turn.change(false, 1, events(1, 3), TurnState.FAILED));
        TurnRecord ended = find(turn);
        assertEquals(TurnState.FAILED, ended.state());
        assertNotNull(ended.endedAt());
        assertFalse(ended.endedAt().isBefore(ended.createdAt()));
        assertEvents(turn, 3);
        assertEquals(List.of(), turns().running(turn.caller(), turn.thread().id()));
    }

    @Test
    default void changesOfEndedTurn_areIgnored() {
        TestTurn turn = begin();
        write(turn, turn.change(false, 1, events(1, 3), TurnState.CANCELLED));
        TurnRecord ended = find(turn);
        write(turn, turn.events(4, 5));
        write(turn, turn.end(6));
        write(turn, turn.begin());
        assertEquals(ended, find(turn));
        assertEvents(turn, 3);
    }

    @Test
    default void repeatedWrite_changesNothing() {
        TestTurn turn = newTurn(newUser(), newThread());
        store().addThread(turn.caller(), turn.thread());
        TurnChange first = turn.change(true, 1, events(1, 3), TurnState.RUNNING);
        write(turn, first);
        TurnRecord begun = find(turn);
        write(turn, first);
        write(turn, turn.events(4, 6));
        write(turn, turn.events(4, 6));
        write(turn, turn.events(2, 5));
        write(turn, first);
        assertEquals(begun, find(turn));
        assertEvents(turn, 6);
        write(turn, turn.change(false, 7, events(7, 7), TurnState.COMPLETED));
        write(turn, turn.change(false, 7, events(7, 7), TurnState.COMPLETED));
        assertEvents(turn, 7);
    }

    @Test
    default void repeatedWriteWithNewEvents_addsThese() {
        TestTurn turn = begin();
        write(turn, turn.events(1, 3));
        write(turn, turn.events(1, 5));
        write(turn, turn.events(4, 9));
        write(turn, turn.change(true, 9, events(9, 10), TurnState.COMPLETED));
        for (long after = 0; after <= 10; after++) {
            assertEquals(
                    new TurnEventPage(find(turn), after + 1, events(after + 1, 10), false),
                    read(turn, after),
                    "after " + after);
        }
    }

    @Test
    default void turnThatIsToBeAlone_beginsOnlyThen() {
        var ada = newUser();
        ChatThread thread = addThread(ada);
        TestTurn first = newTurn(ada, thread);
        assertTrue(turns().beginAlone(first.node(), ada, thread.id(), first.id()));
        assertEquals(TurnState.RUNNING, find(first).state());
        assertFalse(turns().beginAlone(
                        first.node(), ada, thread.id(), newTurn(ada, thread).id()));
        write(first, first.change(false, 1, events(1, 2), TurnState.COMPLETED));
        assertEvents(first, 2);
        List<Boolean> begun = ConcurrentCalls.call(
                16,
                n -> turns().beginAlone(
                                UUID.randomUUID(),
                                ada,
                                thread.id(),
                                newTurn(ada, thread).id()));
        assertEquals(1, Collections.frequency(begun, true));
        begin(ada, addThread(ada));
    }

    @Test
    default void eventsBehindAGap_areIgnoredAndInterruptTheTurn() {
        TestTurn turn = begin();
        write(turn, turn.events(1, 3));
        write(turn, turn.events(5, 6));
        assertEvents(turn, 3);
        write(turn, turn.change(false, 7, events(7, 7), TurnState.COMPLETED));
        assertEquals(TurnState.INTERRUPTED, find(turn).state(), "who follows it has not seen all");
        assertEvents(turn, 3);
    }

    @Test
    default void pages_endAfterTheWriteThatExceedsTheBudget() {
        TestTurn turn = begin();
        String event = "{\"text\":\"" + "x".repeat(9_989) + "\"}";
        for (int n = 0; n < 30; n++) {
            write(turn, turn.change(false, 2 * n + 1, List.of(event, event), TurnState.RUNNING));
        }
        // the budget is 26.2 of these events
        TurnEventPage first = read(turn, 0);
        assertEquals(28, first.events().size());
        assertTrue(first.hasMore());
        TurnEventPage second = read(turn, 28);
        assertEquals(29, second.firstNumber());
        assertEquals(28, second.events().size());
        assertTrue(second.hasMore());
        TurnEventPage last = read(turn, 56);
        assertEquals(4, last.events().size());
        assertFalse(last.hasMore());
        assertEquals(1, read(turn, 59).events().size());
    }

    @Test
    default void pages_endAtTheirNumberOfEvents() {
        TestTurn turn = begin();
        long end = 2 * TurnJournal.MAX_EVENTS + 150;
        for (long first = 1; first <= end; first += 300) {
            write(turn, turn.events(first, Math.min(end, first + 299)));
        }
        List<String> read = new ArrayList<>();
        TurnEventPage page;
        do {
            page = read(turn, read.size());
            assertEquals(read.size() + 1, page.firstNumber());
            assertTrue(page.events().size() < TurnJournal.MAX_EVENTS + 300);
            read.addAll(page.events());
            assertEquals(read.size() < end, page.hasMore());
        } while (page.hasMore());
        assertEquals(events(1, end), read);
        assertEquals(2_100, read(turn, 0).events().size());
    }

    @Test
    default void longWrite_isOnePage() {
        TestTurn turn = begin();
        write(turn, turn.events(1, 3 * TurnJournal.MAX_EVENTS));
        assertEvents(turn, 3 * TurnJournal.MAX_EVENTS);
        write(turn, turn.events(3 * TurnJournal.MAX_EVENTS + 1, 3 * TurnJournal.MAX_EVENTS + 2));
        assertTrue(read(turn, 0).hasMore());
        assertEquals(events(5_999, 6_000), read(turn, 5_998).events().subList(0, 2));
    }

    @Test
    default void text_isKept() {
        TestTurn turn = begin();
        List<String> texts = List.of(
                "{\"text\":\"\ud83d\ude00 \u00e4\u4e16\u2028\ufb01\"}",
                "{\"text\":\"\\u0000\\n\\\"'%?$1\t\r\"}",
                "{\"text\":\"" + "\ud83d\udc69\u200d\ud83d\udcbb".repeat(20_000) + "\"}");
        write(turn, turn.change(false, 1, texts, TurnState.RUNNING));
        assertEquals(texts, read(turn, 0).events());
        assertEquals(texts.subList(2, 3), read(turn, 2).events());
    }

    @Test
    default void invalidChanges_areRejected() {
        TestTurn turn = newTurn(newUser(), newThread());
        assertThrows(IllegalArgumentException.class, () -> turn.change(true, 0, List.of(), TurnState.RUNNING));
        assertThrows(IllegalArgumentException.class, () -> turn.change(true, 1, List.of("{\n}"), TurnState.RUNNING));
        assertThrows(IllegalArgumentException.class, () -> turn.change(true, 1, List.of("{\0}"), TurnState.RUNNING));
    }

    @Test
    default void writeOfNothing_isAllowed() {
        turns().write(UUID.randomUUID(), List.of());
    }

    @Test
    default void turnsOfOneCall_areIndependent() {
        var node = UUID.randomUUID();
        List<TestTurn> all = IntStream.range(0, 50)
                .mapToObj(n -> {
                    var ada = newUser();
                    return newTurn(ada, addThread(ada)).onNode(node);
                })
                .toList();
        turns().write(node, all.stream().map(TestTurn::begin).toList());
        turns().write(node, all.stream().map(turn -> turn.events(1, 5)).toList());
        turns().write(
                        node,
                        IntStream.range(0, 50)
                                .mapToObj(n -> n % 2 == 0
                                        ? all.get(n).end(6)
                                        : all.get(n).events(6, 7))
                                .toList());
        for (int n = 0; n < 50; n++) {
            assertEquals(n % 2 != 0, find(all.get(n)).isRunning());
            assertEvents(all.get(n), n % 2 == 0 ? 5 : 7);
        }
    }

    @Test
    default void turnOfAbsentOrForeignThread_isIgnored() {
        var ada = newUser();
        var node = UUID.randomUUID();
        TestTurn absent = newTurn(ada, newThread()).onNode(node);
        TestTurn foreign = newTurn(newUser(), addThread(ada)).onNode(node);
        TestTurn own = newTurn(ada, addThread(ada)).onNode(node);
        turns().write(node, List.of(absent.begin(), foreign.begin(), own.begin()));
        turns().write(node, List.of(absent.events(1, 2), foreign.events(1, 2), own.events(1, 2)));
        assertUnknown(absent);
        assertUnknown(foreign);
        assertEvents(own, 2);
        assertEquals(List.of(new NodeTurn(own.id(), false)), turns().beat(node));
    }

    @Test
    default void turnThatWasNotBegun_isIgnored() {
        var ada = newUser();
        TestTurn turn = newTurn(ada, addThread(ada));
        write(turn, turn.events(1, 2));
        write(turn, turn.end(3));
        assertUnknown(turn);
    }

    @Test
    default void turnOfAnotherUser_isNotFound() {
        TestTurn turn = begin();
        write(turn, turn.events(1, 2));
        TestTurn other = new TestTurn(turn.id(), turn.thread(), newUser(), turn.node());
        assertUnknown(other);
        StoreAssertions.assertNotFound(
                ResourceType.THREAD,
                turn.thread().id(),
                () -> turns().running(other.caller(), turn.thread().id()));
        write(other, other.change(true, 3, events(3, 4), TurnState.FAILED));
        assertEquals(List.of(new NodeTurn(turn.id(), false)), turns().beat(turn.node()));
        assertEvents(turn, 2);
    }

    @Test
    default void unknownTurnAndThread_areNotFound() {
        TestTurn turn = newTurn(newUser(), newThread());
        assertUnknown(turn);
        StoreAssertions.assertNotFound(
                ResourceType.THREAD,
                turn.thread().id(),
                () -> turns().running(turn.caller(), turn.thread().id()));
    }

    @Test
    default void running_areThoseOfTheThreadInTheirOrder() {
        var ada = newUser();
        var thread = addThread(ada);
        assertEquals(List.of(), turns().running(ada, thread.id()));
        List<TestTurn> begun = new ArrayList<>();
        for (int n = 0; n < 5; n++) {
            begun.add(begin(ada, thread));
            clock().tick();
        }
        begin(ada, addThread(ada));
        write(begun.get(1), begun.get(1).end(1));
        assertEquals(
                Stream.of(0, 2, 3, 4).map(n -> begun.get(n).id()).toList(),
                turns().running(ada, thread.id()).stream().map(TurnRecord::id).toList());
    }

    @Test
    default void running_areAtMostSoMany() {
        var ada = newUser();
        var thread = addThread(ada);
        var node = UUID.randomUUID();
        List<TestTurn> all = IntStream.range(0, TurnJournal.MAX_RUNNING + 1)
                .mapToObj(n -> newTurn(ada, thread).onNode(node))
                .toList();
        turns().write(node, all.stream().map(TestTurn::begin).toList());
        assertEquals(TurnJournal.MAX_RUNNING, turns().running(ada, thread.id()).size());
    }

    @Test
    default void beat_returnsTheRunningTurnsOfTheNode() {
        var node = UUID.randomUUID();
        assertEquals(List.of(), turns().beat(node));
        var ada = newUser();
        TestTurn one = begin(newTurn(ada, addThread(ada)).onNode(node));
        TestTurn two = begin(newTurn(ada, addThread(ada)).onNode(node));
        TestTurn elsewhere = begin(ada, addThread(ada));
        assertEquals(
                Set.of(new NodeTurn(one.id(), false), new NodeTurn(two.id(), false)), Set.copyOf(turns().beat(node)));
        write(one, one.end(1));
        assertEquals(List.of(new NodeTurn(two.id(), false)), turns().beat(node));
        assertEquals(List.of(new NodeTurn(elsewhere.id(), false)), turns().beat(elsewhere.node()));
    }

    @Test
    default void requestCancel_isReportedToTheNode() {
        TestTurn turn = begin();
        turns().beat(turn.node());
        turns().requestCancel(turn.caller(), turn.id());
        turns().requestCancel(turn.caller(), turn.id());
        assertEquals(List.of(), turns().beat(UUID.randomUUID()));
        assertEquals(List.of(new NodeTurn(turn.id(), true)), turns().beat(turn.node()));
        assertEquals(List.of(new NodeTurn(turn.id(), true)), turns().beat(turn.node()));
        write(turn, turn.change(false, 1, events(1, 2), TurnState.CANCELLED));
        assertEquals(List.of(), turns().beat(turn.node()));
    }

    @Test
    default void requestCancelOfEndedTurn_hasNoEffect() {
        TestTurn turn = begin();
        write(turn, turn.end(1));
        TurnRecord ended = find(turn);
        turns().requestCancel(turn.caller(), turn.id());
        assertEquals(ended, find(turn));
    }

    private List<String> claim(UUID node, Duration silence) {
        return turns().claimOrphans(node, silence, ALL).stream()
                .map(OrphanedTurn::turnId)
                .toList();
    }

    @Test
    default void turnOfSilentNode_isClaimed() {
        TestTurn turn = begin();
        write(turn, turn.events(1, 2));
        turns().beat(turn.node());
        turns().requestCancel(turn.caller(), turn.id());
        var other = UUID.randomUUID();
        assertTrue(turns().claimOrphans(other, Duration.ZERO, ALL)
                .contains(new OrphanedTurn(turn.id(), turn.thread().id(), turn.caller())));
        assertEquals(List.of(), turns().beat(turn.node()));
        assertTrue(turns().beat(other).contains(new NodeTurn(turn.id(), true)));

        write(turn, turn.events(3, 4));
        write(turn, turn.end(5));
        assertEvents(turn, 2);
        assertTrue(find(turn).isRunning());
        TestTurn claimed = turn.onNode(other);
        write(claimed, claimed.change(false, 3, events(3, 3), TurnState.INTERRUPTED));
        assertEquals(TurnState.INTERRUPTED, find(turn).state());
        assertEvents(turn, 3);
        assertFalse(claim(UUID.randomUUID(), Duration.ZERO).contains(turn.id()));
    }

    @Test
    default void turnOfBeatingNode_isNotClaimed() {
        TestTurn turn = begin();
        turns().beat(turn.node());
        TestTurn fresh = begin();
        assertFalse(claim(UUID.randomUUID(), HOUR).contains(turn.id()));
        assertFalse(claim(UUID.randomUUID(), HOUR).contains(fresh.id()), "its node has not beaten, but just begun");
        assertFalse(claim(turn.node(), Duration.ZERO).contains(turn.id()), "a node does not claim what it has");
    }

    @Test
    default void concurrentClaims_oneGetsATurn() {
        TestTurn silent = begin();
        TestTurn alive = begin();
        pass(SILENCE.plusMillis(100));
        turns().beat(alive.node());
        List<List<String>> claims = ConcurrentCalls.call(8, number -> claim(UUID.randomUUID(), SILENCE));
        List<String> all = claims.stream().flatMap(List::stream).toList();
        assertEquals(1, all.stream().filter(silent.id()::equals).count());
        assertFalse(all.contains(alive.id()));
    }

    @Test
    default void orphans_areClaimedOldestFirst() {
        claim(UUID.randomUUID(), Duration.ZERO);
        var ada = newUser();
        // what other tests have begun has a node that beats
        var node = UUID.randomUUID();
        while (!claim(node, Duration.ZERO).isEmpty()) {
            pass(Duration.ofMillis(1));
        }
        List<String> begun = new ArrayList<>();
        for (int n = 0; n < 5; n++) {
            begun.add(begin(newTurn(ada, addThread(ada))).id());
            clock().tick();
        }
        assertEquals(
                begun.subList(0, 2),
                turns().claimOrphans(node, Duration.ZERO, 2).stream()
                        .map(OrphanedTurn::turnId)
                        .toList());
        assertEquals(begun.subList(2, 5), claim(node, Duration.ZERO));
    }

    @Test
    default void sweep_deletesOldTurnsThatHaveEnded() {
        while (turns().sweep(Duration.ZERO, 100) > 0) {
            // of other tests
        }
        List<TestTurn> ended = new ArrayList<>();
        for (int n = 0; n < 5; n++) {
            TestTurn turn = begin();
            write(turn, turn.change(false, 1, events(1, 3), TurnState.COMPLETED));
            ended.add(turn);
            clock().tick();
        }
        TestTurn running = begin();
        assertEquals(0, turns().sweep(HOUR, 10));
        assertEquals(3, turns().sweep(Duration.ZERO, 3));
        assertEquals(
                List.of(false, false, false, true, true),
                ended.stream().map(this::exists).toList());
        assertEquals(2, turns().sweep(Duration.ZERO, 3));
        assertEquals(0, turns().sweep(Duration.ZERO, 3));
        ended.forEach(this::assertUnknown);
        assertTrue(find(running).isRunning());
    }

    private boolean exists(TestTurn turn) {
        try {
            find(turn);
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    @Test
    default void deletionOfThread_deletesItsTurns() {
        var ada = newUser();
        var thread = addThread(ada);
        TestTurn running = begin(ada, thread);
        write(running, running.events(1, 2));
        TestTurn ended = begin(ada, thread);
        write(ended, ended.end(1));
        TestTurn other = begin(ada, addThread(ada));
        store().deleteThread(ada, thread.id());
        assertUnknown(running);
        assertUnknown(ended);
        assertTrue(find(other).isRunning());
        assertEquals(List.of(), turns().beat(running.node()));
        write(running, running.change(true, 3, events(3, 4), TurnState.RUNNING));
        assertUnknown(running);
    }

    @Test
    default void deletionOfOpportunity_deletesTheTurnsOfItsThreads() {
        var ada = newUser();
        var opportunity = newOpportunity(ada);
        TestTurn turn = begin(ada, addThread(ada, opportunity));
        write(turn, turn.events(1, 2));
        opportunities().deleteOpportunity(ada, opportunity.id());
        assertUnknown(turn);
    }

    @Test
    default void deletionOfItems_keepsTurns() {
        TestTurn turn = begin();
        addMessages(turn.caller(), turn.thread(), 2);
        store().deleteItemsAfter(turn.caller(), turn.thread().id(), "msg_1");
        store().deleteItem(turn.caller(), turn.thread().id(), "msg_1");
        assertTrue(find(turn).isRunning());
    }

    @Test
    default void writeForDeletedThread_keepsTheOtherChanges() {
        var node = UUID.randomUUID();
        var ada = newUser();
        TestTurn deleted = newTurn(ada, addThread(ada)).onNode(node);
        TestTurn unbegun = newTurn(ada, deleted.thread()).onNode(node);
        TestTurn kept = newTurn(ada, addThread(ada)).onNode(node);
        turns().write(node, List.of(deleted.begin(), kept.begin()));
        store().deleteThread(ada, deleted.thread().id());
        turns().write(node, List.of(deleted.events(1, 2), unbegun.begin(), kept.events(1, 2)));
        assertUnknown(deleted);
        assertUnknown(unbegun);
        assertEvents(kept, 2);
    }

    @Test
    default void writeDuringDeletions_keepsTheOtherChanges() {
        int count = 8;
        var node = UUID.randomUUID();
        var ada = newUser();
        List<TestTurn> gone = IntStream.range(0, count)
                .mapToObj(n -> begin(newTurn(ada, addThread(ada)).onNode(node)))
                .toList();
        List<TestTurn> kept = IntStream.range(0, count)
                .mapToObj(n -> newTurn(ada, addThread(ada)).onNode(node))
                .toList();
        ConcurrentCalls.run(2 * count, number -> {
            TestTurn turn = gone.get(number / 2);
            if (number % 2 == 0) {
                store().deleteThread(ada, turn.thread().id());
            } else {
                TestTurn begins = newTurn(ada, turn.thread());
                TestTurn other = kept.get(number / 2);
                turns().write(
                                node,
                                List.of(
                                        begins.change(true, 1, events(1, 2), TurnState.RUNNING),
                                        turn.events(1, 2),
                                        other.change(true, 1, events(1, 2), TurnState.COMPLETED)));
            }
        });
        gone.forEach(this::assertUnknown);
        kept.forEach(turn -> assertEvents(turn, 2));
        Set<String> left = turns().beat(node).stream().map(NodeTurn::turnId).collect(Collectors.toSet());
        assertEquals(Set.of(), left);
    }
}
