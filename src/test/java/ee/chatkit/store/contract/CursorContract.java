package ee.chatkit.store.contract;

import static ee.chatkit.store.contract.PagedLists.after;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ee.chatkit.model.Cursor;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.store.ItemScope;
import ee.chatkit.store.NotFoundException;
import ee.chatkit.store.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Cursors: valid after changes of the list, and safe with any text that a client sends. */
public interface CursorContract extends PagedLists {
    @Test
    default void cursorOfDeletedItem_remainsValid() {
        var ada = newUser();
        for (ItemScope scope : ItemScope.values()) {
            var thread = addThread(ada);
            addMessages(ada, thread, 7);
            assertCursorSurvivesDelete(itemIdsOf(ada, thread, scope), id -> store().deleteItem(ada, thread.id(), id));
        }
    }

    @Test
    default void cursorOfDeletedThread_remainsValid() {
        var ada = newUser();
        IntStream.range(0, 7).forEach(n -> addThread(ada));
        assertCursorSurvivesDelete(threadIdsOf(ada), id -> store().deleteThread(ada, id));
        var opportunity = newOpportunity(ada);
        IntStream.range(0, 7).forEach(n -> addThread(ada, opportunity));
        assertCursorSurvivesDelete(threadIdsOf(ada, opportunity), id -> store().deleteThread(ada, id));
    }

    @Test
    default void cursorOfDeletedOpportunity_remainsValid() {
        var ada = newUser();
        IntStream.range(0, 7).forEach(n -> newOpportunity(ada));
        assertCursorSurvivesDelete(opportunityIdsOf(ada), id -> opportunities().deleteOpportunity(ada, id));
    }

    @Test
    default void cursorOfItemThatBecameHidden_remainsValid() {
        var ada = newUser();
        var thread = addThread(ada);
        addMessages(ada, thread, 4);
        var list = itemIdsOf(ada, thread, ItemScope.VISIBLE);
        var first = PageRequest.first(2, SortOrder.ASC);
        var page = list.page(first);
        store().saveItem(ada, hidden(thread, "msg_2"));
        assertEquals(List.of("msg_3", "msg_4"), list.page(first.next(page)).data());
    }

    @Test
    default void cursor_isValidInEitherOrder() {
        var ada = newUser();
        var thread = addThread(ada);
        addMessages(ada, thread, 6);
        var list = itemIdsOf(ada, thread, ItemScope.ALL);
        String cursor = list.page(PageRequest.first(3, SortOrder.ASC)).after();
        assertEquals(
                List.of("msg_2", "msg_1"),
                list.page(after(cursor, 3, SortOrder.DESC)).data());
        assertEquals(
                List.of("msg_4", "msg_5", "msg_6"),
                list.page(after(cursor, 3, SortOrder.ASC)).data());
    }

    @Test
    default void cursor_isValidForAnyLimit() {
        var ada = newUser();
        var thread = addThread(ada);
        var ids = addMessages(ada, thread, 9);
        var list = itemIdsOf(ada, thread, ItemScope.ALL);
        String cursor = list.page(PageRequest.first(2, SortOrder.ASC)).after();
        assertEquals(
                ids.subList(2, 3), list.page(after(cursor, 1, SortOrder.ASC)).data());
        assertEquals(
                ids.subList(2, 9), list.page(after(cursor, 7, SortOrder.ASC)).data());
    }

    @Test
    default void plainId_isAcceptedAsCursor() {
        var ada = newUser();
        var opportunity = newOpportunity(ada);
        newOpportunity(ada);
        newOpportunity(ada);
        var thread = addThread(ada, opportunity);
        addThread(ada, opportunity);
        addThread(ada, opportunity);
        addMessages(ada, thread, 3);
        for (IdList list : everyList(ada, thread, opportunity)) {
            var ids = list.all();
            assertEquals(3, ids.size());
            for (int n = 0; n < 3; n++) {
                assertEquals(
                        ids.subList(n + 1, 3),
                        list.page(after(ids.get(n), 5, SortOrder.ASC)).data());
                assertEquals(
                        ids.subList(0, n).reversed(),
                        list.page(after(ids.get(n), 5, SortOrder.DESC)).data());
            }
        }
    }

    @Test
    default void unknownPlainId_isNotFound() {
        var ada = newUser();
        var opportunity = newOpportunity(ada);
        var thread = addThread(ada, opportunity);
        addMessages(ada, thread, 3);
        addMessage(ada, addThread(ada), "elsewhere");
        store().deleteItem(ada, thread.id(), "msg_2");
        for (IdList list : everyList(ada, thread, opportunity)) {
            for (SortOrder sortOrder : SortOrder.values()) {
                for (String id : List.of("msg_2", "elsewhere", "none", "~5", "none~")) {
                    StoreAssertions.assertNotFound(ResourceType.CURSOR, id, () -> list.page(after(id, 5, sortOrder)));
                }
            }
        }
    }

    @Test
    default void cursorWithExtremePosition_returnsPage() {
        var ada = newUser();
        var opportunity = newOpportunity(ada);
        var thread = addThread(ada, opportunity);
        addMessages(ada, thread, 1);
        String first = Cursor.format("x", Long.MIN_VALUE);
        String last = Cursor.format("x", Long.MAX_VALUE);
        for (IdList list : everyList(ada, thread, opportunity)) {
            assertEquals(1, list.page(after(first, 5, SortOrder.ASC)).data().size());
            assertEquals(0, list.page(after(first, 5, SortOrder.DESC)).data().size());
            assertEquals(0, list.page(after(last, 5, SortOrder.ASC)).data().size());
            assertEquals(1, list.page(after(last, 5, SortOrder.DESC)).data().size());
        }
    }

    @Test
    default void activityDuringPaging_repeatsNoThread() {
        var ada = newUser();
        var oldestFirst = new ArrayList<String>();
        for (int n = 0; n < 6; n++) {
            oldestFirst.add(addThread(ada).id());
            clock().tick();
        }
        var newestFirst = oldestFirst.reversed();
        var list = threadIdsOf(ada);
        var request = PageRequest.first(2, SortOrder.DESC);
        var page = list.page(request);
        assertEquals(newestFirst.subList(0, 2), page.data());

        addMessage(ada, store().loadThread(ada, newestFirst.get(1)), "msg_1");
        assertEquals(newestFirst.get(1), threadIds(ada).getFirst());
        request = request.next(page);
        page = list.page(request);
        assertEquals(newestFirst.subList(2, 4), page.data());

        clock().tick();
        addMessage(ada, store().loadThread(ada, newestFirst.get(5)), "msg_1");
        page = list.page(request.next(page));
        assertEquals(newestFirst.subList(4, 5), page.data());
    }

    @Test
    default void addItemDuringPaging_appearsOnTheLastPage() {
        var ada = newUser();
        var thread = addThread(ada);
        addMessages(ada, thread, 4);
        var list = itemIdsOf(ada, thread, ItemScope.ALL);
        var request = PageRequest.first(3, SortOrder.ASC);
        var page = list.page(request);
        addMessage(ada, thread, "msg_new");
        page = list.page(request.next(page));
        assertEquals(List.of("msg_4", "msg_new"), page.data());
        assertNull(page.after());
    }

    private static void assertCursorSurvivesDelete(IdList list, Predicate<String> delete) {
        var ids = list.all();
        var upward = PageRequest.first(3, SortOrder.ASC);
        var page = list.page(upward);
        assertEquals(ids.subList(0, 3), page.data());
        assertEquals(true, delete.test(ids.get(2)));
        assertEquals(ids.subList(3, 6), list.page(upward.next(page)).data());

        var downward = PageRequest.first(2, SortOrder.DESC);
        page = list.page(downward);
        assertEquals(List.of(ids.get(6), ids.get(5)), page.data());
        assertEquals(true, delete.test(ids.get(5)));
        assertEquals(
                List.of(ids.get(4), ids.get(3)), list.page(downward.next(page)).data());
    }

    @Test
    default void plainIdOutsideTheList_isNotFound() {
        var ada = newUser();
        var here = newOpportunity(ada);
        var there = addThread(ada, newOpportunity(ada));
        var elsewhere = new PageRequest(10, SortOrder.DESC, Cursor.parse(there.id()));
        assertThrows(NotFoundException.class, () -> store().listThreads(ada, here.id(), elsewhere));
        var none = assertThrows(NotFoundException.class, () -> store().listThreads(ada, "opp_none", elsewhere));
        assertEquals(ResourceType.OPPORTUNITY, none.resourceType());
        store().addItem(ada, hidden(there, "h1"));
        var behindHidden = new PageRequest(10, SortOrder.DESC, Cursor.parse("h1"));
        assertThrows(
                NotFoundException.class, () -> store().listItems(ada, there.id(), ItemScope.VISIBLE, behindHidden));
    }
}
