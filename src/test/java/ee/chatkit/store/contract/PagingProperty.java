package ee.chatkit.store.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ee.chatkit.model.Caller;
import ee.chatkit.model.ChatThread;
import ee.chatkit.model.Cursor;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.model.ThreadItem;
import ee.chatkit.store.ItemScope;
import ee.chatkit.store.PageBudget;
import ee.chatkit.store.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Tuple;

/** For any list and any page sizes, the pages one after another are the list, and each is within its limits. */
public final class PagingProperty {
    private PagingProperty() {}

    /** Lengths of the texts of items; a few of them are such that a page can have one or two only. */
    public static Arbitrary<List<Integer>> lengths(int most) {
        return Arbitraries.frequencyOf(
                        Tuple.of(8, Arbitraries.integers().between(20, 200)),
                        Tuple.of(1, Arbitraries.integers().between(400_000, 1_200_000)))
                .list()
                .ofMaxSize(most);
    }

    /** Sizes of pages, which are repeated when there are more pages. */
    public static Arbitrary<List<Integer>> limits() {
        return Arbitraries.integers().between(1, 9).list().ofMinSize(1).ofMaxSize(4);
    }

    /** Stores a thread with such items and reads it page by page. */
    public static void check(Store store, List<Integer> lengths, List<Integer> limits, SortOrder order) {
        var caller = new Caller("user-" + UUID.randomUUID());
        Instant now = Instant.parse("2026-11-30T12:00:00Z");
        ChatThread thread = store.addThread(caller, ChatThread.create(store.generateThreadId(), now));
        List<String> ids = new ArrayList<>();
        for (int length : lengths) {
            String content = "{\"text\":\"" + "x".repeat(length - 11) + "\"}";
            ids.add(store.generateItemId("note"));
            store.addItem(caller, new ThreadItem(ids.getLast(), thread.id(), "note", now, content));
        }
        List<String> read = new ArrayList<>();
        Cursor after = null;
        for (int n = 0; ; n++) {
            int limit = limits.get(n % limits.size());
            var page = store.listItems(caller, thread.id(), ItemScope.ALL, new PageRequest(limit, order, after));
            long characters = page.data().stream().mapToLong(PageBudget::length).sum();
            assertTrue(page.data().size() <= limit);
            assertTrue(page.data().size() <= 1 || characters <= PageBudget.MAX_CHARACTERS, () -> "" + characters);
            page.data().forEach(item -> read.add(item.id()));
            if (!page.hasMore()) {
                break;
            }
            assertTrue(!page.data().isEmpty() && n < lengths.size(), "the pages do not end");
            after = Cursor.parse(page.after());
        }
        assertEquals(order == SortOrder.ASC ? ids : ids.reversed(), read);
    }
}
