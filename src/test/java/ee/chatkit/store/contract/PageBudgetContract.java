package ee.chatkit.store.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.OpportunityDetails;
import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.store.ItemScope;
import ee.chatkit.store.PageBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Pages end at {@link PageBudget}, lose and repeat nothing, and have one entry at least. */
public interface PageBudgetContract extends PagedLists {
    /** The lengths of the texts of the entries of a list: short ones, some of which fit into a page, and too long ones. */
    List<Integer> LENGTHS = List.of(
            10, 300_000, 300_000, 300_000, 300_000, 2_500_000, 10, 20, 3_000_000, 900_000, 10, 200_000, 500_000,
            500_000, 30);

    @Test
    default void pagesOfItems_endAtTheBudget() {
        var ada = newUser();
        for (boolean compressible : List.of(true, false)) {
            var thread = addThread(ada);
            for (int n = 0; n < LENGTHS.size(); n++) {
                String content = "{\"text\":\"" + text(LENGTHS.get(n), compressible) + "\"}";
                store().addItem(ada, item(thread, "msg_" + n, content));
            }
            assertWithinBudget(
                    request -> store().listItems(ada, thread.id(), ItemScope.VISIBLE, request),
                    item -> Integer.parseInt(item.id().substring(4)));
        }
    }

    @Test
    default void pagesOfThreads_endAtTheBudget() {
        var ada = newUser();
        for (boolean inTitle : List.of(true, false)) {
            Caller caller = newUser();
            var ids = new ArrayList<String>();
            for (int length : LENGTHS) {
                clock().tick();
                ChatThread thread = newThread();
                ids.add(thread.id());
                store().addThread(
                                caller,
                                inTitle
                                        ? thread.withTitle(text(length, false))
                                        : thread.withMetadata("{\"text\":\"" + text(length, true) + "\"}"));
            }
            assertWithinBudget(request -> store().listThreads(caller, request), thread -> ids.indexOf(thread.id()));
        }
        assertEquals(List.of(), threadIds(ada));
    }

    @Test
    default void pagesOfOpportunities_endAtTheBudget() {
        var ada = newUser();
        var ids = new ArrayList<String>();
        for (int length : LENGTHS) {
            clock().tick();
            String id = opportunities().generateOpportunityId();
            ids.add(id);
            opportunities()
                    .createOpportunity(ada, id, new OpportunityDetails("name", null, text(length, true), null, null));
        }
        assertWithinBudget(
                request -> opportunities().listOpportunities(ada, request),
                opportunity -> ids.indexOf(opportunity.id()));
    }

    @Test
    default void manyEntriesOfModerateLength_endAtTheBudget() {
        var ada = newUser();
        var thread = addThread(ada);
        for (int n = 0; n < 130; n++) {
            store().addItem(ada, item(thread, "msg_" + n, "{\"text\":\"" + text(20_000, n % 2 == 0) + "\"}"));
        }
        var page = store().listItems(ada, thread.id(), ItemScope.ALL, PageRequest.first(100, SortOrder.ASC));
        assertTrue(page.hasMore());
        assertEquals(52, page.data().size());
        assertEquals(
                IntStream.range(0, 130).mapToObj(n -> "msg_" + n).toList(),
                walk(
                                request -> store().listItems(ada, thread.id(), ItemScope.ALL, request),
                                PageRequest.first(100, SortOrder.ASC))
                        .stream()
                        .flatMap(each -> each.data().stream())
                        .map(found -> found.id())
                        .toList());
    }

    private static <T> void assertWithinBudget(Function<PageRequest, Page<T>> list, Function<T, Integer> indexOf) {
        for (SortOrder order : SortOrder.values()) {
            for (int limit : List.of(1, 3, 20, 100, 1000)) {
                var found = new ArrayList<Integer>();
                for (Page<T> page : walk(list, PageRequest.first(limit, order))) {
                    var indexes = page.data().stream().map(indexOf).toList();
                    long length = indexes.stream()
                            .mapToLong(index -> LENGTHS.get(index))
                            .sum();
                    assertTrue(!indexes.isEmpty() && indexes.size() <= limit, "1 to " + limit);
                    assertTrue(indexes.size() == 1 || length <= PageBudget.MAX_CHARACTERS, () -> "length " + length);
                    found.addAll(indexes);
                }
                var all = IntStream.range(0, LENGTHS.size()).boxed().toList();
                assertEquals(order == SortOrder.ASC ? all : all.reversed(), found, "limit " + limit);
            }
        }
    }

    private static <T> List<Page<T>> walk(Function<PageRequest, Page<T>> list, PageRequest first) {
        var pages = new ArrayList<Page<T>>();
        PageRequest request = first;
        while (true) {
            Page<T> page = list.apply(request);
            pages.add(page);
            if (!page.hasMore()) {
                return pages;
            }
            request = request.next(page);
        }
    }

    private static String text(int length, boolean compressible) {
        if (compressible) {
            return "a".repeat(length);
        }
        var random = new Random(length);
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append((char) ('0' + random.nextInt(43))); // up to Z
        }
        return text.toString().replace('<', 'x');
    }
}
