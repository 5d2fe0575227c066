package ee.chatkit.store.memory;

import ee.chatkit.model.Page;
import ee.chatkit.model.PageRequest;
import ee.chatkit.model.SortOrder;
import ee.chatkit.store.PageBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Pages of sorted maps. */
final class SortedMaps {
    private SortedMaps() {}

    /**
     * A page of a map's values, within {@link PageBudget}. Takes time proportional to the page and to the entries that it
     * skips.
     *
     * @param after the key before the page; null for the first page
     * @param shown whether a value belongs to the list
     * @param length the length of the texts of a value
     * @param cursor the cursor text of an entry
     */
    static <K, V> Page<V> page(
            NavigableMap<K, V> map,
            PageRequest request,
            @Nullable K after,
            Predicate<V> shown,
            ToLongFunction<V> length,
            Function<Map.Entry<K, V>, String> cursor) {
        NavigableMap<K, V> ordered = request.order() == SortOrder.ASC ? map : map.descendingMap();
        NavigableMap<K, V> rest = after == null ? ordered : ordered.tailMap(after, false);
        List<V> values = new ArrayList<>();
        Map.@Nullable Entry<K, V> last = null;
        long total = 0;
        for (Map.Entry<K, V> row : rest.entrySet()) {
            V value = row.getValue();
            if (shown.test(value)) {
                total += length.applyAsLong(value);
                if (last != null && (values.size() == request.limit() || total > PageBudget.MAX_CHARACTERS)) {
                    return new Page<>(values, cursor.apply(last));
                }
                values.add(value);
                last = row;
            }
        }
        return new Page<>(values, null);
    }
}
