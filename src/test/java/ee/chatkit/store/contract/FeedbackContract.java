package ee.chatkit.store.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ee.chatkit.model.Feedback;
import ee.chatkit.model.FeedbackKind;
import ee.chatkit.store.ResourceType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The feedback operations of {@link ee.chatkit.store.Store}. */
public interface FeedbackContract extends StoreContract {
    @Test
    default void listFeedback_followsItemOrder() {
        var ada = newUser();
        var thread = addThread(ada);
        addMessages(ada, thread, 12);
        var first = clock().tick();
        store().saveFeedback(ada, thread.id(), List.of("msg_11", "msg_2"), FeedbackKind.POSITIVE);
        var second = clock().tick();
        store().saveFeedback(ada, thread.id(), List.of("msg_10", "msg_1"), FeedbackKind.NEGATIVE);
        assertEquals(
                List.of(
                        new Feedback(thread.id(), "msg_1", FeedbackKind.NEGATIVE, second),
                        new Feedback(thread.id(), "msg_2", FeedbackKind.POSITIVE, first),
                        new Feedback(thread.id(), "msg_10", FeedbackKind.NEGATIVE, second),
                        new Feedback(thread.id(), "msg_11", FeedbackKind.POSITIVE, first)),
                store().listFeedback(ada, thread.id()));
    }

    @Test
    default void saveFeedbackAgain_replacesKindAndTime() {
        var ada = newUser();
        var thread = addThread(ada);
        addMessages(ada, thread, 2);
        var first = clock().tick();
        store().saveFeedback(ada, thread.id(), List.of("msg_1", "msg_2"), FeedbackKind.POSITIVE);
        var second = clock().tick();
        store().saveFeedback(ada, thread.id(), List.of("msg_2"), FeedbackKind.NEGATIVE);
        assertEquals(
                List.of(
                        new Feedback(thread.id(), "msg_1", FeedbackKind.POSITIVE, first),
                        new Feedback(thread.id(), "msg_2", FeedbackKind.NEGATIVE, second)),
                store().listFeedback(ada, thread.id()));
    }

    @Test
    default void saveFeedbackWithDuplicateItem_storesOne() {
        var ada = newUser();
        var thread = addThread(ada);
        addMessages(ada, thread, 1);
        store().saveFeedback(ada, thread.id(), List.of("msg_1", "msg_1"), FeedbackKind.POSITIVE);
        assertEquals(1, store().listFeedback(ada, thread.id()).size());
    }

    @Test
    default void saveFeedbackWithUnknownItem_changesNothing() {
        var ada = newUser();
        var thread = addThread(ada);
        addMessages(ada, thread, 2);
        store().saveFeedback(ada, thread.id(), List.of("msg_1"), FeedbackKind.POSITIVE);
        var before = store().listFeedback(ada, thread.id());
        clock().tick();
        StoreAssertions.assertNotFound(
                ResourceType.ITEM,
                "msg_none",
                () -> store().saveFeedback(
                                ada, thread.id(), List.of("msg_1", "msg_none", "msg_2"), FeedbackKind.NEGATIVE));
        assertEquals(before, store().listFeedback(ada, thread.id()));
    }

    @Test
    default void saveFeedbackOnHiddenItem_isNotFound() {
        var ada = newUser();
        var thread = addThread(ada);
        addMessage(ada, thread, "msg_1");
        store().addItem(ada, hidden(thread, "hid_1"));
        StoreAssertions.assertNotFound(
                ResourceType.ITEM,
                "hid_1",
                () -> store().saveFeedback(ada, thread.id(), List.of("msg_1", "hid_1"), FeedbackKind.POSITIVE));
        assertEquals(List.of(), store().listFeedback(ada, thread.id()));
    }

    @Test
    default void saveFeedbackOnItemOfAnotherThread_isNotFound() {
        var ada = newUser();
        var thread = addThread(ada);
        var other = addThread(ada);
        addMessage(ada, other, "elsewhere");
        StoreAssertions.assertNotFound(
                ResourceType.ITEM,
                "elsewhere",
                () -> store().saveFeedback(ada, thread.id(), List.of("elsewhere"), FeedbackKind.POSITIVE));
        assertEquals(List.of(), store().listFeedback(ada, other.id()));
    }

    @Test
    default void saveFeedbackWithoutItems_changesNothing() {
        var ada = newUser();
        var thread = addThread(ada);
        store().saveFeedback(ada, thread.id(), List.of(), FeedbackKind.POSITIVE);
        assertEquals(List.of(), store().listFeedback(ada, thread.id()));
    }

    @Test
    default void feedbackOfUnknownThread_isNotFound() {
        var ada = newUser();
        StoreAssertions.assertNotFound(ResourceType.THREAD, "thr_none", () -> store().listFeedback(ada, "thr_none"));
        StoreAssertions.assertNotFound(
                ResourceType.THREAD,
                "thr_none",
                () -> store().saveFeedback(ada, "thr_none", List.of("msg_1"), FeedbackKind.POSITIVE));
        StoreAssertions.assertNotFound(
                ResourceType.THREAD,
                "thr_none",
                () -> store().saveFeedback(ada, "thr_none", List.of(), FeedbackKind.POSITIVE));
    }

    @Test
    default void deleteItem_removesItsFeedback() {
        var ada = newUser();
        var thread = addThread(ada);
        addMessages(ada, thread, 2);
        store().saveFeedback(ada, thread.id(), List.of("msg_1", "msg_2"), FeedbackKind.POSITIVE);
        store().deleteItem(ada, thread.id(), "msg_1");
        store().addItem(ada, message(thread, "msg_1"));
        assertEquals(
                List.of("msg_2"),
                store().listFeedback(ada, thread.id()).stream()
                        .map(Feedback::itemId)
                        .toList());
    }

    @Test
    default void saveOrUpdateItem_keepsFeedback() {
        var ada = newUser();
        var thread = addThread(ada);
        addMessages(ada, thread, 1);
        store().saveFeedback(ada, thread.id(), List.of("msg_1"), FeedbackKind.NEGATIVE);
        var before = store().listFeedback(ada, thread.id());
        store().saveItem(ada, item(thread, "msg_1", "{\"v\":2}"));
        store().updateItem(ada, thread.id(), "msg_1", old -> old.withContent("{\"v\":3}"));
        assertEquals(before, store().listFeedback(ada, thread.id()));
    }
}
