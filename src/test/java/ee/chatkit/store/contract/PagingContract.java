package ee.chatkit.store.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.ChatThread;
import ee.chatkit.model.OpportunityDetails;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.model.ThreadStatus;
import ee.chatkit.store.ItemScope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Pages of every list are complete, ordered and full. */
public interface PagingContract extends PagedLists {
    @Test
    default void pagesOfItemsWithEqualTimes_loseAndRepeatNothing() {
        var ada = newUser();
        var thread = addThread(ada);
        var ids = addMessages(ada, thread, 102);
        assertEveryPageSize(ids, itemIdsOf(ada, thread, ItemScope.ALL));
    }

    @Test
    default void pagesOfThreadsWithEqualTimes_loseAndRepeatNothing() {
        var ada = newUser();
        var opportunity = newOpportunity(ada);
        var added = idsWithDivergingSortOrders(102);
        for (String id : added) {
            var thread = ChatThread.create(id, clock().instant());
            store().addThread(ada, thread.withOpportunityId(opportunity.id()));
        }
        var ids = threadIdsOf(ada).all();
        assertEquals(new HashSet<>(added), new HashSet<>(ids));
        assertEveryPageSize(ids, threadIdsOf(ada));
        assertEveryPageSize(ids, threadIdsOf(ada, opportunity));
    }

    @Test
    default void pagesOfOpportunitiesWithEqualTimes_loseAndRepeatNothing() {
        var ada = newUser();
        var added = idsWithDivergingSortOrders(102);
        for (String id : added) {
            opportunities().createOpportunity(ada, id, OpportunityDetails.named("x"));
        }
        var ids = opportunityIdsOf(ada).all();
        assertEquals(new HashSet<>(added), new HashSet<>(ids));
        assertEveryPageSize(ids, opportunityIdsOf(ada));
    }

    /** The order is the same in every store. */
    @Test
    default void recordsWithEqualTimes_orderByIdInCodePoints() {
        var ada = newUser();
        var ids = idsWithDivergingSortOrders(20);
        for (String id : ids) {
            store().addThread(ada, ChatThread.create(id, clock().instant()));
            opportunities().createOpportunity(ada, id, OpportunityDetails.named("x"));
        }
        var expected = ids.stream()
                .sorted((one, other) -> Arrays.compare(
                        one.codePoints().toArray(), other.codePoints().toArray()))
                .toList();
        assertEquals(expected, threadIdsOf(ada).all());
        assertEquals(expected, opportunityIdsOf(ada).all());
    }

    @Test
    default void pagesOfVisibleItems_areFull() {
        var ada = newUser();
        var thread = addThread(ada);
        var visible = new ArrayList<String>();
        for (int n = 1; n <= 60; n++) {
            boolean shown = n % 7 == 3 || (n > 40 && n < 48);
            var item = shown ? message(thread, "msg_" + n) : hidden(thread, "hid_" + n);
            store().addItem(ada, item);
            if (shown) {
                visible.add(item.id());
            }
        }
        var list = itemIdsOf(ada, thread, ItemScope.VISIBLE);
        for (int limit : List.of(1, 2, 3, 5, visible.size() - 1, visible.size(), visible.size() + 1, 100)) {
            assertEquals(visible, list.walk(limit, SortOrder.ASC));
            assertEquals(visible.reversed(), list.walk(limit, SortOrder.DESC));
        }
    }

    @Test
    default void pageOfMaximumLimit_isFull() {
        var ada = newUser();
        var thread = addThread(ada);
        var ids = addMessages(ada, thread, PageRequest.MAX_LIMIT + 1);
        assertEquals(ids, itemIdsOf(ada, thread, ItemScope.ALL).walk(PageRequest.MAX_LIMIT, SortOrder.ASC));
    }

    @Test
    default void emptyList_isOneEmptyPage() {
        var ada = newUser();
        var opportunity = newOpportunity(ada);
        var bob = newUser();
        var thread = addThread(bob);
        for (IdList list : List.of(
                threadIdsOf(ada),
                threadIdsOf(ada, opportunity),
                opportunityIdsOf(bob),
                itemIdsOf(bob, thread, ItemScope.ALL),
                itemIdsOf(bob, thread, ItemScope.VISIBLE))) {
            for (SortOrder sortOrder : SortOrder.values()) {
                var page = list.page(PageRequest.first(1, sortOrder));
                assertEquals(List.of(), page.data());
                assertNull(page.after());
            }
        }
    }

    @Test
    default void fullLastPage_hasNoCursor() {
        var ada = newUser();
        var thread = addThread(ada);
        addMessages(ada, thread, 4);
        var list = itemIdsOf(ada, thread, ItemScope.ALL);
        var first = PageRequest.first(2, SortOrder.ASC);
        var page = list.page(first);
        assertTrue(page.hasMore());
        var last = list.page(first.next(page));
        assertEquals(List.of("msg_3", "msg_4"), last.data());
        assertFalse(last.hasMore());
    }

    @Test
    default void pagesOfThreads_coverTheWholeTimeRangeInOrder() {
        var ada = newUser();
        var ids = new ArrayList<String>();
        for (String time : List.of(
                "0001-01-01T00:00:00Z",
                "0001-01-01T00:00:00.000001Z",
                "1582-10-10T00:00:00Z",
                "1969-12-31T23:59:59.999999Z",
                "1970-01-01T00:00:00Z",
                "2026-01-01T00:00:00.000001Z",
                "9999-12-31T23:59:59.999998Z",
                "9999-12-31T23:59:59.999999Z")) {
            var instant = Instant.parse(time);
            var id = store().generateThreadId();
            store().addThread(ada, new ChatThread(id, null, null, ThreadStatus.ACTIVE, null, "{}", instant, instant));
            ids.add(id);
        }
        for (int limit = 1; limit <= ids.size(); limit++) {
            assertEquals(ids, threadIdsOf(ada).walk(limit, SortOrder.ASC));
            assertEquals(ids.reversed(), threadIdsOf(ada).walk(limit, SortOrder.DESC));
        }
    }

    @Test
    default void pagesOfOpportunities_distinguishMicroseconds() {
        var ada = newUser();
        var ids = new ArrayList<String>();
        for (int n = 0; n < 9; n++) {
            ids.add(newOpportunity(ada).id());
            clock().advance(Duration.ofNanos(1_000));
        }
        for (int limit : List.of(1, 2, 4)) {
            assertEquals(ids, opportunityIdsOf(ada).walk(limit, SortOrder.ASC));
            assertEquals(ids.reversed(), opportunityIdsOf(ada).walk(limit, SortOrder.DESC));
        }
    }

    private static void assertEveryPageSize(List<String> ids, IdList list) {
        for (int limit = 1; limit <= 101; limit++) {
            assertEquals(ids, list.walk(limit, SortOrder.ASC), "oldest first, pages of " + limit);
            assertEquals(ids.reversed(), list.walk(limit, SortOrder.DESC), "newest first, pages of " + limit);
        }
    }

    /** Ids that are ordered differently by locale, by UTF-16 and by code point. */
    private static List<String> idsWithDivergingSortOrders(int count) {
        var beginnings = List.of("a", "B", "b", "A", "é", "_", "-", "ﬀ", "😀", "日", "~", "z", "10", "9", " x");
        return IntStream.range(0, count)
                .mapToObj(n -> beginnings.get(n % beginnings.size()) + UUID.randomUUID())
                .toList();
    }
}
