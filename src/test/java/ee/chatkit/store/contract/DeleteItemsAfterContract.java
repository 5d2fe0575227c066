package ee.chatkit.store.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.Feedback;
import ee.chatkit.model.FeedbackKind;
import ee.chatkit.store.ResourceType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Deleting the items after an item. */
public interface DeleteItemsAfterContract extends StoreContract {
    @Test
    default void deleteItemsAfter_deletesAndCountsLaterItems() {
        var ada = newUser();
        var thread = addThread(ada);
        addMessages(ada, thread, 3);
        store().addItem(ada, hidden(thread, "hid_1"));
        assertEquals(3, store().deleteItemsAfter(ada, thread.id(), "msg_1"));
        assertEquals(List.of("msg_1"), itemIds(ada, thread));
        assertEquals(0, store().deleteItemsAfter(ada, thread.id(), "msg_1"));
    }

    @Test
    default void deleteItemsAfter_keepsEarlierItemsAndOtherThreads() {
        var ada = newUser();
        var thread = addThread(ada);
        var other = addThread(ada);
        addMessages(ada, thread, 3);
        addMessages(ada, other, 3);
        store().deleteItemsAfter(ada, thread.id(), "msg_2");
        assertEquals(List.of("msg_1", "msg_2"), itemIds(ada, thread));
        assertEquals(List.of("msg_1", "msg_2", "msg_3"), itemIds(ada, other));
    }

    @Test
    default void deleteItemsAfter_comparesPositionsNotTimes() {
        var ada = newUser();
        var thread = addThread(ada);
        addMessages(ada, thread, 3);
        clock().tick();
        store().saveItem(ada, message(thread, "msg_1"));
        assertEquals(1, store().deleteItemsAfter(ada, thread.id(), "msg_2"));
        assertEquals(List.of("msg_1", "msg_2"), itemIds(ada, thread));
    }

    @Test
    default void deleteItemsAfter_doesNotReusePositions() {
        var ada = newUser();
        var thread = addThread(ada);
        addMessages(ada, thread, 4);
        store().deleteItemsAfter(ada, thread.id(), "msg_1");
        assertEquals(5, nextPosition(ada, thread));
    }

    @Test
    default void deleteItemsAfter_removesFeedback() {
        var ada = newUser();
        var thread = addThread(ada);
        addMessages(ada, thread, 3);
        store().saveFeedback(ada, thread.id(), List.of("msg_1", "msg_2", "msg_3"), FeedbackKind.POSITIVE);
        store().deleteItemsAfter(ada, thread.id(), "msg_1");
        store().addItem(ada, message(thread, "msg_2"));
        assertEquals(
                List.of("msg_1"),
                store().listFeedback(ada, thread.id()).stream()
                        .map(Feedback::itemId)
                        .toList());
    }

    @Test
    default void deleteItemsAfterUnknownItem_isNotFoundAndDeletesNothing() {
        var ada = newUser();
        var thread = addThread(ada);
        addMessages(ada, thread, 2);
        addMessage(ada, addThread(ada), "elsewhere");
        StoreAssertions.assertNotFound(
                ResourceType.ITEM, "elsewhere", () -> store().deleteItemsAfter(ada, thread.id(), "elsewhere"));
        StoreAssertions.assertNotFound(
                ResourceType.THREAD, "thr_none", () -> store().deleteItemsAfter(ada, "thr_none", "msg_1"));
        assertEquals(List.of("msg_1", "msg_2"), itemIds(ada, thread));
    }

    @Test
    default void addItemDuringDeleteItemsAfter_isKeptOrDeletedInOrder() {
        var ada = newUser();
        for (int round = 0; round < 10; round++) {
            var thread = addThread(ada);
            addMessages(ada, thread, 5);
            ConcurrentCalls.run(6, task -> {
                if (task < 3) {
                    store().deleteItemsAfter(ada, thread.id(), "msg_1");
                } else {
                    addMessage(ada, thread, "new_" + task + "_1");
                    addMessage(ada, thread, "new_" + task + "_2");
                }
            });
            var left = new ArrayList<>(itemIds(ada, thread));
            assertEquals("msg_1", left.removeFirst());
            for (int task = 3; task < 6; task++) {
                // a deletion between the two removes the earlier one only
                assertTrue(!left.contains("new_" + task + "_1") || left.contains("new_" + task + "_2"));
            }
            assertTrue(left.stream().noneMatch(id -> id.startsWith("msg_")));
        }
    }
}
