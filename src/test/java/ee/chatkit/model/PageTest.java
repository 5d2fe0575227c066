package ee.chatkit.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageTest {
    @Test
    void pageRequest_limitIsOneToAThousand() {
        for (int limit : new int[] {1, PageRequest.DEFAULT_LIMIT, 1000}) {
            assertEquals(limit, PageRequest.first(limit, SortOrder.ASC).limit());
        }
        for (int limit : new int[] {0, -1, 1001, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
            assertThrows(IllegalArgumentException.class, () -> PageRequest.first(limit, SortOrder.ASC));
        }
    }

    @Test
    void first_hasNoCursor() {
        assertNull(PageRequest.first(5, SortOrder.DESC).after());
    }

    @Test
    void next_continuesAtTheCursor() {
        var page = new Page<>(List.of("a"), Cursor.format("a", 17));
        assertEquals(
                new PageRequest(5, SortOrder.DESC, new Cursor("a", 17L)),
                PageRequest.first(5, SortOrder.DESC).next(page));
    }

    @Test
    void next_rejectsTheLastPage() {
        var last = new Page<>(List.of("a"), null);
        assertFalse(last.hasMore());
        assertThrows(
                IllegalArgumentException.class,
                () -> PageRequest.first(5, SortOrder.ASC).next(last));
    }

    @Test
    void of_cutsTheExtraRow() {
        var more = Page.of(List.of("a", "b", "c"), 2, row -> "after " + row);
        assertEquals(new Page<>(List.of("a", "b"), "after b"), more);
        assertTrue(more.hasMore());
        assertEquals(new Page<>(List.of("a", "b"), null), Page.of(List.of("a", "b"), 2, row -> "after " + row));
        assertEquals(new Page<>(List.of(), null), Page.of(List.of(), 2, row -> "after " + row));
    }

    @Test
    void page_copiesItsEntries() {
        var rows = new ArrayList<>(List.of("a", "b"));
        var page = Page.of(rows, 1, row -> row);
        rows.clear();
        assertEquals(List.of("a"), page.data());
    }
}
