package ee.chatkit.store.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Cursor;
import ee.chatkit.model.Opportunity;
import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.store.ItemScope;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Uniform access to the lists of items, threads and opportunities, as pages of ids. */
public interface PagedLists extends StoreContract {
    /** A list of ids. */
    interface IdList {
        Page<String> page(PageRequest request);

        default List<String> all() {
            return page(PageRequest.first(PageRequest.MAX_LIMIT, SortOrder.ASC)).data();
        }

        /** The entries of all pages. Asserts that every page but the last is full. */
        default List<String> walk(int limit, SortOrder sortOrder) {
            var all = new ArrayList<String>();
            var request = PageRequest.first(limit, sortOrder);
            var page = page(request);
            while (page.hasMore()) {
                assertEquals(limit, page.data().size(), "a page that is not the last is full");
                all.addAll(page.data());
                assertTrue(all.size() < 10_000, "the pages do not end");
                request = request.next(page);
                page = page(request);
            }
            assertTrue(page.data().size() <= limit, "a page is within its limit");
            all.addAll(page.data());
            return all;
        }
    }

    default IdList itemIdsOf(Caller caller, ChatThread thread, ItemScope scope) {
        return request -> ids(store().listItems(caller, thread.id(), scope, request), ThreadItem::id);
    }

    default IdList threadIdsOf(Caller caller) {
        return request -> ids(store().listThreads(caller, request), ChatThread::id);
    }

    default IdList threadIdsOf(Caller caller, Opportunity opportunity) {
        return request -> ids(store().listThreads(caller, opportunity.id(), request), ChatThread::id);
    }

    default IdList opportunityIdsOf(Caller caller) {
        return request -> ids(opportunities().listOpportunities(caller, request), Opportunity::id);
    }

    /** Every kind of list; the thread is in the opportunity, and all belong to the caller. */
    default List<IdList> everyList(Caller caller, ChatThread thread, Opportunity opportunity) {
        return List.of(
                itemIdsOf(caller, thread, ItemScope.ALL),
                itemIdsOf(caller, thread, ItemScope.VISIBLE),
                threadIdsOf(caller),
                threadIdsOf(caller, opportunity),
                opportunityIdsOf(caller));
    }

    /** A request for the page after a cursor as text. */
    static PageRequest after(String cursor, int limit, SortOrder sortOrder) {
        return new PageRequest(limit, sortOrder, Cursor.parse(cursor));
    }

    private static <T> Page<String> ids(Page<T> page, Function<T, String> id) {
        return new Page<>(page.data().stream().map(id).toList(), page.after());
    }
}
