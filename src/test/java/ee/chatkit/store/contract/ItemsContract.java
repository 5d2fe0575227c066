package ee.chatkit.store.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.Caller;
import ee.chatkit.model.Ids;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.model.ThreadStatus;
import ee.chatkit.store.AppendResult;
import ee.chatkit.store.ItemScope;
import ee.chatkit.store.ResourceType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The item operations of {@link ee.chatkit.store.Store}, and the positions of items. */
public interface ItemsContract extends StoreContract {
    @Test
    default void generateItemId_returnsNewIdAndStoresNothing() {
        var ada = newUser();
        var thread = addThread(ada);
        for (String type : List.of("user_message", "client_tool_call", "workflow", "task", "sdk_hidden_context")) {
            String id = store().generateItemId(type);
            assertTrue(id.startsWith(Ids.prefixForItemType(type)), id);
            assertNotEquals(id, store().generateItemId(type));
            StoreAssertions.assertNotFound(ResourceType.ITEM, id, () -> store().loadItem(ada, thread.id(), id));
        }
    }

    @Test
    default void addItem_isLoadedUnchanged() {
        var ada = newUser();
        var thread = addThread(ada);
        var item = new ThreadItem(
                "msg_1",
                thread.id(),
                "assistant_message",
                Instant.parse("2026-03-29T01:30:00.123456Z"),
                "{\"content\":[{\"text\":\"Hi\",\"annotations\":[]}],\"ok\":true,\"none\":null}");
        store().addItem(ada, item);
        StoreAssertions.assertEquivalent(item, store().loadItem(ada, thread.id(), "msg_1"));
        StoreAssertions.assertEquivalentItems(List.of(item), items(ada, thread));
    }

    @Test
    default void createdAtOfItem_keepsMicroseconds() {
        var ada = newUser();
        var times = List.of(
                "0001-01-01T00:00:00Z",
                "1582-10-10T12:00:00.000001Z",
                "2025-03-29T01:30:00.123456789Z",
                "9999-12-31T23:59:59.999999Z");
        assertEquals(times.stream().map(time -> instant(time)).toList(), storedTimes(ada, times));
    }

    @Test
    default void createdAtOfItem_followsTheOrderOfPositions() {
        var ada = newUser();
        assertEquals(
                List.of(
                        instant("2025-01-01T00:00:02Z"),
                        instant("2025-01-01T00:00:02Z"),
                        instant("2025-01-01T00:00:03Z")),
                storedTimes(ada, List.of("2025-01-01T00:00:02Z", "2025-01-01T00:00:01Z", "2025-01-01T00:00:03Z")));
    }

    @Test
    default void createdAtInTheFuture_doesNotDelayLaterItems() {
        var ada = newUser();
        Instant now = clock().tick();
        assertEquals(
                List.of(instant("9999-01-01T00:00:00Z"), now),
                storedTimes(ada, List.of("9999-01-01T00:00:00Z", "2025-01-01T00:00:00Z")));
        assertEquals(
                List.of(instant("9999-01-01T00:00:00Z"), now.plusSeconds(5)),
                storedTimes(
                        ada, List.of("9999-01-01T00:00:00Z", now.plusSeconds(5).toString())));
    }

    @Test
    default void createdAtOfSavedItem_followsTheOrderOfPositions() {
        var ada = newUser();
        var thread = addThread(ada);
        var times = List.of(instant("2025-01-01T00:00:02Z"), instant("2025-01-01T00:00:01Z"));
        for (Instant time : times) {
            store().saveItem(ada, new ThreadItem("msg_" + time, thread.id(), "x", time, "{}"));
        }
        assertEquals(
                List.of(times.getFirst(), times.getFirst()),
                items(ada, thread).stream().map(ThreadItem::createdAt).toList());
    }

    /** The times with which items are stored in a new thread that are created at these, checked against the results. */
    private List<Instant> storedTimes(Caller caller, List<String> times) {
        var thread = addThread(caller);
        List<Instant> results = new ArrayList<>();
        for (String time : times) {
            var item = new ThreadItem("msg_" + time, thread.id(), "x", Instant.parse(time), "{}");
            results.add(store().addItem(caller, item).createdAt());
        }
        List<Instant> stored =
                items(caller, thread).stream().map(ThreadItem::createdAt).toList();
        assertEquals(results, stored);
        return stored;
    }

    private static Instant instant(String time) {
        return new ThreadItem("x", "x", "x", Instant.parse(time), "{}").createdAt();
    }

    @Test
    default void addItem_assignsPositionsFromOne() {
        var ada = newUser();
        var thread = addThread(ada);
        for (long n = 1; n <= 5; n++) {
            assertEquals(n, store().addItem(ada, message(thread, "msg_" + n)).position());
        }
        assertEquals(List.of("msg_1", "msg_2", "msg_3", "msg_4", "msg_5"), itemIds(ada, thread));
    }

    @Test
    default void addItem_returnsTheThreadAsStored() {
        var ada = newUser();
        var thread = addThread(ada);
        var first = message(thread, "msg_1");
        AppendResult result = store().addItem(ada, first);
        assertEquals(first.createdAt(), result.createdAt());
        StoreAssertions.assertEquivalent(store().loadThread(ada, thread.id()), result.thread());
        assertNull(result.thread().title());
        clock().advance(Duration.ofSeconds(1));
        store().updateThread(
                        ada,
                        thread.id(),
                        old -> old.withTitle("titled")
                                .withMetadata("{\"a\": [1]}")
                                .withAllowedImageDomains(List.of("a.example", "b.example"))
                                .withStatus(new ThreadStatus.Closed("done")));
        AppendResult second = store().addItem(ada, message(thread, "msg_2"));
        assertEquals("titled", second.thread().title());
        assertEquals(clock().instant(), second.thread().updatedAt());
        StoreAssertions.assertEquivalent(store().loadThread(ada, thread.id()), second.thread());
    }

    @Test
    default void itemId_isUniqueWithinItsThreadOnly() {
        var ada = newUser();
        var one = addThread(ada);
        var other = addThread(ada);
        store().addItem(ada, item(one, "same", "{\"in\":1}"));
        store().addItem(ada, item(other, "same", "{\"in\":2}"));
        StoreAssertions.assertEquivalentJson(
                "{\"in\":1}", store().loadItem(ada, one.id(), "same").content());
        StoreAssertions.assertEquivalentJson(
                "{\"in\":2}", store().loadItem(ada, other.id(), "same").content());
    }

    @Test
    default void addItemTwice_isConflictAndUsesNoPosition() {
        var ada = newUser();
        var thread = addThread(ada);
        var first = addMessage(ada, thread, "msg_1");
        clock().tick();
        StoreAssertions.assertConflict(
                ResourceType.ITEM, "msg_1", () -> store().addItem(ada, item(thread, "msg_1", "{\"n\":2}")));
        StoreAssertions.assertEquivalentItems(List.of(first), items(ada, thread));
        StoreAssertions.assertEquivalent(thread, store().loadThread(ada, thread.id()));
        assertEquals(2, nextPosition(ada, thread));
    }

    @Test
    default void itemOperationOnUnknownThread_isNotFound() {
        var ada = newUser();
        var absent = newThread();
        StoreAssertions.assertNotFound(
                ResourceType.THREAD, absent.id(), () -> store().addItem(ada, message(absent, "msg_1")));
        StoreAssertions.assertNotFound(
                ResourceType.THREAD, absent.id(), () -> store().saveItem(ada, message(absent, "msg_1")));
        StoreAssertions.assertNotFound(
                ResourceType.THREAD, absent.id(), () -> store().loadItem(ada, absent.id(), "msg_1"));
        StoreAssertions.assertNotFound(
                ResourceType.THREAD, absent.id(), () -> store().updateItem(ada, absent.id(), "msg_1", item -> item));
        StoreAssertions.assertNotFound(
                ResourceType.THREAD,
                absent.id(),
                () -> store().listItems(ada, absent.id(), ItemScope.VISIBLE, everything()));
        StoreAssertions.assertNotFound(
                ResourceType.THREAD, absent.id(), () -> store().deleteItem(ada, absent.id(), "msg_1"));
    }

    @Test
    default void saveNewItem_appendsIt() {
        var ada = newUser();
        var thread = addThread(ada);
        addMessages(ada, thread, 2);
        var saved = message(thread, "msg_new");
        store().saveItem(ada, saved);
        assertEquals(List.of("msg_1", "msg_2", "msg_new"), itemIds(ada, thread));
        StoreAssertions.assertEquivalent(saved, store().loadItem(ada, thread.id(), "msg_new"));
        assertEquals(4, nextPosition(ada, thread));
    }

    @Test
    default void saveExistingItem_replacesTypeAndContentInPlace() {
        var ada = newUser();
        var thread = addThread(ada);
        addMessages(ada, thread, 3);
        var created = clock().instant();
        clock().tick();
        store().saveItem(ada, new ThreadItem("msg_2", thread.id(), "task", clock().instant(), "{\"now\":2}"));
        assertEquals(List.of("msg_1", "msg_2", "msg_3"), itemIds(ada, thread));
        StoreAssertions.assertEquivalent(
                new ThreadItem("msg_2", thread.id(), "task", created, "{\"now\":2}"),
                store().loadItem(ada, thread.id(), "msg_2"));
        assertEquals(4, nextPosition(ada, thread));
    }

    @Test
    default void saveItem_isIdempotent() {
        var ada = newUser();
        var thread = addThread(ada);
        var item = message(thread, "msg_1");
        store().saveItem(ada, item);
        store().saveItem(ada, item);
        StoreAssertions.assertEquivalentItems(List.of(item), items(ada, thread));
    }

    @Test
    default void hiddenItem_isListedInScopeAllOnly() {
        var ada = newUser();
        var thread = addThread(ada);
        addMessage(ada, thread, "msg_1");
        var hidden = hidden(thread, "hid_1");
        store().addItem(ada, hidden);
        var sdk = new ThreadItem("hid_2", thread.id(), "sdk_hidden_context", clock().instant(), "{}");
        store().addItem(ada, sdk);
        StoreAssertions.assertEquivalent(hidden, store().loadItem(ada, thread.id(), "hid_1"));
        StoreAssertions.assertEquivalent(sdk, store().loadItem(ada, thread.id(), "hid_2"));
        assertEquals(List.of("msg_1", "hid_1", "hid_2"), itemIds(ada, thread));
        var visible = store().listItems(ada, thread.id(), ItemScope.VISIBLE, everything());
        assertEquals(
                List.of("msg_1"), visible.data().stream().map(ThreadItem::id).toList());
        assertFalse(visible.hasMore());
    }

    @Test
    default void saveItemWithOtherType_changesVisibility() {
        var ada = newUser();
        var thread = addThread(ada);
        addMessages(ada, thread, 2);
        store().saveItem(ada, hidden(thread, "msg_1"));
        var visible = store().listItems(ada, thread.id(), ItemScope.VISIBLE, everything());
        assertEquals(
                List.of("msg_2"), visible.data().stream().map(ThreadItem::id).toList());
        store().saveItem(ada, message(thread, "msg_1"));
        visible = store().listItems(ada, thread.id(), ItemScope.VISIBLE, everything());
        assertEquals(
                List.of("msg_1", "msg_2"),
                visible.data().stream().map(ThreadItem::id).toList());
    }

    @Test
    default void updateItem_replacesContentInPlace() {
        var ada = newUser();
        var thread = addThread(ada);
        addMessages(ada, thread, 3);
        var before = store().loadItem(ada, thread.id(), "msg_2");
        clock().tick();
        var updated = store().updateItem(ada, thread.id(), "msg_2", old -> {
            StoreAssertions.assertEquivalent(before, old);
            return old.withContent("{\"text\":\"changed\"}");
        });
        StoreAssertions.assertEquivalent(before.withContent("{\"text\":\"changed\"}"), updated);
        StoreAssertions.assertEquivalent(updated, store().loadItem(ada, thread.id(), "msg_2"));
        assertEquals(List.of("msg_1", "msg_2", "msg_3"), itemIds(ada, thread));
    }

    @Test
    default void updateItem_ignoresChangesToIdThreadAndTime() {
        var ada = newUser();
        var thread = addThread(ada);
        var other = addThread(ada);
        var item = addMessage(ada, thread, "msg_1");
        clock().tick();
        var updated = store().updateItem(
                        ada,
                        thread.id(),
                        "msg_1",
                        old -> new ThreadItem("msg_9", other.id(), old.type(), clock().instant(), "{\"n\":9}"));
        StoreAssertions.assertEquivalent(item.withContent("{\"n\":9}"), updated);
        StoreAssertions.assertEquivalentItems(List.of(updated), items(ada, thread));
        assertEquals(List.of(), itemIds(ada, other));
    }

    @Test
    default void updateItemWhoseFunctionThrows_changesNothing() {
        var ada = newUser();
        var thread = addThread(ada);
        var item = addMessage(ada, thread, "msg_1");
        var failure = new UnsupportedOperationException("no");
        assertSame(
                failure,
                assertThrows(
                        UnsupportedOperationException.class,
                        () -> store().updateItem(ada, thread.id(), "msg_1", old -> {
                            throw failure;
                        })));
        StoreAssertions.assertEquivalentItems(List.of(item), items(ada, thread));
        assertEquals(2, nextPosition(ada, thread));
    }

    @Test
    default void loadOrUpdateUnknownItem_isNotFound() {
        var ada = newUser();
        var thread = addThread(ada);
        addMessage(ada, addThread(ada), "elsewhere");
        StoreAssertions.assertNotFound(
                ResourceType.ITEM, "elsewhere", () -> store().loadItem(ada, thread.id(), "elsewhere"));
        StoreAssertions.assertNotFound(
                ResourceType.ITEM, "elsewhere", () -> store().updateItem(ada, thread.id(), "elsewhere", item -> item));
    }

    @Test
    default void deleteItem_keepsOrderOfOtherItems() {
        var ada = newUser();
        var thread = addThread(ada);
        addMessages(ada, thread, 4);
        assertTrue(store().deleteItem(ada, thread.id(), "msg_2"));
        assertFalse(store().deleteItem(ada, thread.id(), "msg_2"));
        assertEquals(List.of("msg_1", "msg_3", "msg_4"), itemIds(ada, thread));
        StoreAssertions.assertNotFound(ResourceType.ITEM, "msg_2", () -> store().loadItem(ada, thread.id(), "msg_2"));
    }

    @Test
    default void positionOfDeletedItem_isNotReused() {
        var ada = newUser();
        var thread = addThread(ada);
        addMessages(ada, thread, 3);
        store().deleteItem(ada, thread.id(), "msg_3");
        assertEquals(4, store().addItem(ada, message(thread, "msg_3")).position());
        store().deleteItem(ada, thread.id(), "msg_1");
        store().deleteItem(ada, thread.id(), "msg_2");
        store().deleteItem(ada, thread.id(), "msg_3");
        assertEquals(List.of(), itemIds(ada, thread));
        assertEquals(5, nextPosition(ada, thread));
    }
}
