package ee.chatkit.store.memory;

import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Pages of sorted maps. */
final class SortedMaps {
    private SortedMaps() {}

    /**
     * A page of a map's values. Takes time proportional to the page and to the entries that it skips.
     *
     * @param after the key before the page; null for the first page
     * @param shown whether a value belongs to the list
     * @param cursor the cursor text of an entry
     */
    static <K, V> Page<V> page(
            NavigableMap<K, V> map,
            PageRequest request,
            @Nullable K after,
            Predicate<V> shown,
            Function<Map.Entry<K, V>, String> cursor) {
        NavigableMap<K, V> ordered = request.order() == SortOrder.ASC ? map : map.descendingMap();
        NavigableMap<K, V> rest = after == null ? ordered : ordered.tailMap(after, false);
        List<Map.Entry<K, V>> rows = rest.entrySet().stream()
                .filter(row -> shown.test(row.getValue()))
                .limit(request.limit() + 1L)
                .toList();
        Page<Map.Entry<K, V>> page = Page.of(rows, request.limit(), cursor);
        return new Page<>(page.data().stream().map(Map.Entry::getValue).toList(), page.after());
    }
}
