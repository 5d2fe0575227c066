package ee.chatkit.store.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.FeedbackKind;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.model.ThreadStatus;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Threads are ordered by latest activity; only adding or saving an item is activity. */
public interface ActivityContract extends StoreContract {
    @Test
    default void listThreads_ordersByLatestActivity() {
        var ada = newUser();
        var a = addThread(ada);
        clock().tick();
        var b = addThread(ada);
        clock().tick();
        var c = addThread(ada);
        assertEquals(List.of(c.id(), b.id(), a.id()), threadIds(ada));
        clock().tick();
        addMessage(ada, a, "msg_1");
        assertEquals(List.of(a.id(), c.id(), b.id()), threadIds(ada));
        clock().tick();
        store().saveItem(ada, message(b, "msg_1"));
        assertEquals(List.of(b.id(), a.id(), c.id()), threadIds(ada));
        clock().tick();
        store().saveItem(ada, item(a, "msg_1", "{\"text\":\"again\"}"));
        assertEquals(List.of(a.id(), b.id(), c.id()), threadIds(ada));
        assertEquals(
                List.of(c.id(), b.id(), a.id()),
                store().listThreads(ada, PageRequest.first(10, SortOrder.ASC)).data().stream()
                        .map(ChatThread::id)
                        .toList());
    }

    @Test
    default void addItem_setsUpdatedAtOfThread() {
        var ada = newUser();
        var thread = addThread(ada);
        var now = clock().tick();
        addMessage(ada, thread, "msg_1");
        StoreAssertions.assertEquivalent(thread.withUpdatedAt(now), store().loadThread(ada, thread.id()));
    }

    @Test
    default void saveItem_setsUpdatedAtOfThread() {
        var ada = newUser();
        var thread = addThread(ada);
        var added = clock().tick();
        store().saveItem(ada, message(thread, "msg_1"));
        StoreAssertions.assertEquivalent(thread.withUpdatedAt(added), store().loadThread(ada, thread.id()));
        var replaced = clock().tick();
        store().saveItem(ada, message(thread, "msg_1"));
        StoreAssertions.assertEquivalent(thread.withUpdatedAt(replaced), store().loadThread(ada, thread.id()));
    }

    @Test
    default void addItem_takesActivityTimeFromClockNotFromItem() {
        var ada = newUser();
        var thread = addThread(ada);
        var future = message(thread, "msg_1");
        var now = clock().tick();
        clock().advance(Duration.ofDays(100));
        future = item(thread, "msg_1", future.content());
        clock().advance(Duration.ofDays(-100));
        store().addItem(ada, future);
        assertEquals(now, store().loadThread(ada, thread.id()).updatedAt());
        assertEquals(future.createdAt(), items(ada, thread).getFirst().createdAt());
    }

    @Test
    default void activityTime_hasMicrosecondPrecision() {
        var ada = newUser();
        var a = addThread(ada);
        var b = addThread(ada);
        clock().advance(Duration.ofNanos(1_000));
        addMessage(ada, a, "msg_1");
        clock().advance(Duration.ofNanos(1_999));
        addMessage(ada, b, "msg_1");
        assertEquals(List.of(b.id(), a.id()), threadIds(ada));
        assertEquals(
                a.updatedAt().plusNanos(1_000), store().loadThread(ada, a.id()).updatedAt());
        assertEquals(
                b.updatedAt().plusNanos(2_000), store().loadThread(ada, b.id()).updatedAt());
        clock().tick();
    }

    @Test
    default void updatedAt_neverDecreasesWhenClockGoesBack() {
        var ada = newUser();
        var thread = addThread(ada);
        var noon = clock().tick();
        addMessage(ada, thread, "msg_1");
        clock().advance(Duration.ofMinutes(-5));
        try {
            addMessage(ada, thread, "msg_2");
            store().saveItem(ada, message(thread, "msg_1"));
            store().saveItem(ada, message(thread, "msg_3"));
        } finally {
            clock().advance(Duration.ofMinutes(5));
        }
        assertEquals(noon, store().loadThread(ada, thread.id()).updatedAt());
        assertEquals(List.of("msg_1", "msg_2", "msg_3"), itemIds(ada, thread));
    }

    @Test
    default void updatedAtInTheFuture_givesWayToThePresentWithTheNextActivity() {
        var ada = newUser();
        for (boolean replace : List.of(false, true)) {
            var future = clock().instant().plus(Duration.ofDays(400_000));
            var thread = store().addThread(ada, newThread().withUpdatedAt(future));
            if (replace) {
                addMessage(ada, thread, "msg_1");
            }
            var other = addThread(ada);
            var now = clock().tick();
            store().saveItem(ada, message(thread, "msg_1"));
            assertEquals(now, store().loadThread(ada, thread.id()).updatedAt());
            clock().tick();
            addMessage(ada, other, "msg_1");
            assertEquals(other.id(), threadIds(ada).getFirst());
        }
    }

    @Test
    default void otherChanges_leaveUpdatedAtUnchanged() {
        var ada = newUser();
        var older = addThread(ada);
        addMessages(ada, older, 2);
        clock().tick();
        var newer = addThread(ada);
        clock().tick();

        store().updateThread(ada, older.id(), thread -> thread.withTitle("renamed"));
        assertUpdatedAtUnchanged(ada, older, newer);
        store().saveThread(ada, older.withStatus(new ThreadStatus.Locked(null)).withUpdatedAt(clock().instant()));
        assertUpdatedAtUnchanged(ada, older, newer);
        store().updateItem(ada, older.id(), "msg_1", item -> item.withContent("{\"text\":\"corrected\"}"));
        assertUpdatedAtUnchanged(ada, older, newer);
        store().saveFeedback(ada, older.id(), List.of("msg_1"), FeedbackKind.POSITIVE);
        assertUpdatedAtUnchanged(ada, older, newer);
        store().saveAttachment(ada, attachment(older));
        assertUpdatedAtUnchanged(ada, older, newer);
        store().deleteItem(ada, older.id(), "msg_2");
        assertUpdatedAtUnchanged(ada, older, newer);
    }

    private void assertUpdatedAtUnchanged(Caller caller, ChatThread older, ChatThread newer) {
        assertEquals(List.of(newer.id(), older.id()), threadIds(caller));
        assertEquals(older.updatedAt(), store().loadThread(caller, older.id()).updatedAt());
    }
}
